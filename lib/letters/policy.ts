import type { Actor } from '#lib/access/actor.ts'
import { readableCases, teamCases } from '#lib/access/cases.ts'

/** Cases about which a physio may write letters: those of her care team, closed ones too. */
export const writableLetterCases = (actor: Actor) => teamCases(actor)

/** One letter of a case of the team. */
export const writableLetter = (actor: Actor, caseId: string, id: string) => ({
  id,
  caseId,
  clinicId: actor.clinicId,
  case: writableLetterCases(actor),
})

/** Whose letters staff may read, drafts included; a patient reads none here. */
export const readableLetters = (actor: Actor, caseId: string, now: Date) => ({
  caseId,
  clinicId: actor.clinicId,
  case: readableCases(actor, now),
})
