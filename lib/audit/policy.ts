import { type Actor, isAdmin } from '#lib/access/actor.ts'

/** Every event of the clinic, for an admin. Who saw one's own record, or one's own case, is asked elsewhere. */
export const readableEvents = (actor: Actor) =>
  isAdmin(actor) ? { clinicId: actor.clinicId } : { id: { in: [] as string[] } }
