import { type Actor, isPhysio } from '#lib/access/actor.ts'
import { teamCaseSql } from '#lib/tracking/progress/policy.ts'

export { teamCaseSql }

/** The caseload is that of a physio; an admin alone has none. */
export const mayReadCaseload = (actor: Actor): boolean => isPhysio(actor)
