import { type Actor, isPhysio } from '#lib/access/actor.ts'
import { readableCases, teamCases } from '#lib/access/cases.ts'

/** Flags that the actor may answer: of cases of her teams, and of intakes that nobody has accepted yet. */
export const answerableFlags = (actor: Actor) =>
  isPhysio(actor)
    ? {
        clinicId: actor.clinicId,
        OR: [
          { case: teamCases(actor) },
          { caseId: null, intake: { kind: 'intake' as const, status: { not: 'accepted' as const } } },
        ],
      }
    : { id: { in: [] as string[] } }

/** Flags that the actor may see: the same, and those behind broken glass. */
export const readableFlags = (actor: Actor, now: Date) =>
  isPhysio(actor)
    ? {
        clinicId: actor.clinicId,
        OR: [
          { case: readableCases(actor, now) },
          { caseId: null, intake: { kind: 'intake' as const, status: { not: 'accepted' as const } } },
        ],
      }
    : { id: { in: [] as string[] } }

/**
 * The flags that bear on a case: its own, and those of a form that the same patient filled in since and that has no case. A
 * knee that is hot in a second form is hot in the treatment that runs, also when that form was referred on: only an answer
 * to the flag settles it.
 */
export const flagsBearingOn = (target: {
  clinicId: string
  caseId: string
  patientId: string
  openedAt: Date
}) => ({
  clinicId: target.clinicId,
  patientId: target.patientId,
  OR: [
    { caseId: target.caseId },
    { caseId: null, intake: { kind: 'intake' as const, savedAt: { gte: target.openedAt } } },
  ],
})
