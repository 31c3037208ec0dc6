import { type Actor, isPhysio } from '#lib/access/actor.ts'
import { teamCaseSql } from '#lib/tracking/progress/policy.ts'

export { readableCaseSql } from '#lib/cases/policy.ts'
export { teamCaseSql }

/** The worklist is that of a physio, across the cases whose care team she is on. */
export const mayReadWorklist = (actor: Actor): boolean => isPhysio(actor)
