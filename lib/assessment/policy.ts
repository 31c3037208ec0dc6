import type { Actor } from '#lib/access/actor.ts'
import { ledCases, readableCases, teamCases } from '#lib/access/cases.ts'

/** Cases whose findings a physio may write: those of her care team. */
export const examinableCases = (actor: Actor) => teamCases(actor)

/** One assessment of a case of the team. */
export const writableAssessment = (actor: Actor, caseId: string, id: string) => ({
  id,
  caseId,
  clinicId: actor.clinicId,
  case: examinableCases(actor),
})

/** A draft is discarded by anybody of the team; a signed one is withdrawn by who signed it or leads the case. */
export const withdrawableAssessment = (actor: Actor, caseId: string, id: string) => ({
  ...writableAssessment(actor, caseId, id),
  OR: [
    { signedAt: null },
    ...(actor.kind === 'account' ? [{ byId: actor.accountId }] : []),
    { case: ledCases(actor) },
  ],
})

/** Whose findings staff may read, drafts included; a patient reads none. */
export const readableAssessments = (actor: Actor, now: Date) => ({
  clinicId: actor.clinicId,
  case: readableCases(actor, now),
})
