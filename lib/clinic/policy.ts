import { type Actor, isAdmin } from '#lib/access/actor.ts'

/** The clinic whose settings the actor may read and change. */
export const ownClinic = (actor: Actor) =>
  isAdmin(actor) ? { id: actor.clinicId } : { id: { in: [] as string[] } }
