import type { Actor } from '#lib/access/actor.ts'
import { readableCases, teamCases } from '#lib/access/cases.ts'

/** Cases whose findings a physio may write: those of her care team. */
export const examinableCases = (actor: Actor) => teamCases(actor)

/** One assessment of a case of the team. */
export const writableAssessment = (actor: Actor, caseId: string, id: string) => ({
  id,
  caseId,
  clinicId: actor.clinicId,
  case: examinableCases(actor),
})

/** Whose findings staff may read, drafts included; a patient reads none. */
export const readableAssessments = (actor: Actor, now: Date) => ({
  clinicId: actor.clinicId,
  case: readableCases(actor, now),
})
