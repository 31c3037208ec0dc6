import type { Actor } from '#lib/access/actor.ts'
import type { CaseAccess } from '#lib/access/cases.ts'
import {
  isOnCareTeam,
  isOwnCase,
  loggableCases,
  ownCases,
  readableCases,
  teamCases,
} from '#lib/access/cases.ts'
import { readableCaseSql } from '#lib/cases/policy.ts'
import { entersOnBehalf, loggableCaseSql } from '#lib/tracking/entries/policy.ts'
import { ownCaseSql } from '#lib/tracking/progress/policy.ts'

export {
  entersOnBehalf,
  loggableCaseSql,
  loggableCases,
  ownCaseSql,
  ownCases,
  readableCaseSql,
  readableCases,
  teamCases,
}

/** Who may fill a form: the patient herself, or her care team for her. `loggableCases` is the same as a filter. */
export const mayFill = (actor: Actor, target: CaseAccess): boolean =>
  isOwnCase(actor, target) || isOnCareTeam(actor, target)
