import { type Actor, isAdmin } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'

/** The numbers of the whole clinic are set by an admin. */
export const maySetClinic = (actor: Actor): boolean => isAdmin(actor)

/** Cases whose numbers the actor may set: those of her care teams. */
export const settableCases = (actor: Actor) => teamCases(actor)
