import type { Actor } from '#lib/access/actor.ts'
import { readableCases, teamCases } from '#lib/access/cases.ts'

/** One letter that a physio may write: of a case of her care team, a closed one too. */
export const writableLetter = (actor: Actor, caseId: string, id: string) => ({
  id,
  caseId,
  clinicId: actor.clinicId,
  case: teamCases(actor),
})

/** Whose letters staff may read, drafts included; a patient reads none here. */
export const readableLetters = (actor: Actor, caseId: string, now: Date) => ({
  caseId,
  clinicId: actor.clinicId,
  case: readableCases(actor, now),
})
