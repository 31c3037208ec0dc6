import type { Actor } from '#lib/access/actor.ts'
import { loggableCases, readableCases, teamCases } from '#lib/access/cases.ts'

/** Cases whose factors the actor may read: the care team, and for an hour behind broken glass. Never the patient. */
export const readableFactorCases = (actor: Actor, now: Date) => readableCases(actor, now)

/** Cases whose factors the actor may answer, add and give to the patient: the care team. */
export const answerableFactorCases = (actor: Actor) => teamCases(actor)

/** Cases that are evaluated again when the actor saves something: the patient's own and those of the team. */
export const evaluatedCases = (actor: Actor) => loggableCases(actor)
