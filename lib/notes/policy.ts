import type { Actor } from '#lib/access/actor.ts'
import { readableCases, teamCases } from '#lib/access/cases.ts'

/** One note that a physio may write: of a case of her care team. */
export const writableNote = (actor: Actor, caseId: string, id: string) => ({
  id,
  caseId,
  clinicId: actor.clinicId,
  case: teamCases(actor),
})

/** Whose notes staff may read, drafts included; a patient reads none. */
export const readableNotes = (actor: Actor, caseId: string, now: Date) => ({
  caseId,
  clinicId: actor.clinicId,
  case: readableCases(actor, now),
})
