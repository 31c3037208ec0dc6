import type { Actor } from '#lib/access/actor.ts'
import { readableCases, teamCases } from '#lib/access/cases.ts'

/** Cases whose notes a physio may write: those of her care team. */
export const notableCases = (actor: Actor) => teamCases(actor)

/** One note of a case of the team. */
export const writableNote = (actor: Actor, caseId: string, id: string) => ({
  id,
  caseId,
  clinicId: actor.clinicId,
  case: notableCases(actor),
})

/** Whose notes staff may read, drafts included; a patient reads none. */
export const readableNotes = (actor: Actor, caseId: string, now: Date) => ({
  caseId,
  clinicId: actor.clinicId,
  case: readableCases(actor, now),
})
