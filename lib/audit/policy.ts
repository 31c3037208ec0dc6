import { type Actor, isAdmin } from '#lib/access/actor.ts'

/** Who may read every event of the clinic. Who saw one's own record, or one's own case, is asked elsewhere. */
export const mayReadAudit = (actor: Actor, event: { clinicId: string }): boolean =>
  isAdmin(actor) && actor.clinicId === event.clinicId

/** The same as a filter of events. */
export const readableEvents = (actor: Actor) =>
  isAdmin(actor) ? { clinicId: actor.clinicId } : { id: { in: [] as string[] } }
