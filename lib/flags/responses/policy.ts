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
