import { type Actor, isAdmin } from '#lib/access/actor.ts'

/** Who may read and change the clinic's settings. */
export const maySetUp = (actor: Actor, clinic: { id: string }): boolean =>
  isAdmin(actor) && actor.clinicId === clinic.id

/** The same as a filter of clinics. */
export const ownClinic = (actor: Actor) =>
  isAdmin(actor) ? { id: actor.clinicId } : { id: { in: [] as string[] } }
