import { type Actor, isStaff } from '#lib/access/actor.ts'

/** The library and the templates are for the clinic's staff; a patient sees the exercises of her program. */
export const mayReadLibrary = (actor: Actor): boolean => isStaff(actor)
