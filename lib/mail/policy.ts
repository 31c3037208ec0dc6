import { type Actor, isAdmin } from '#lib/access/actor.ts'

/** Who may read what waits to be sent: a message can hold a link that opens an account. */
export const mayReadOutbox = (actor: Actor, mail: { clinicId: string }): boolean =>
  isAdmin(actor) && actor.clinicId === mail.clinicId

/** The same as a filter of messages. */
export const readableMail = (actor: Actor) =>
  isAdmin(actor) ? { clinicId: actor.clinicId } : { id: { in: [] as string[] } }
