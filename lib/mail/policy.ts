import { type Actor, isAdmin } from '#lib/access/actor.ts'

/** What waits to be sent, for an admin alone: a message can hold a link that opens an account. */
export const readableMail = (actor: Actor) =>
  isAdmin(actor) ? { clinicId: actor.clinicId } : { id: { in: [] as string[] } }
