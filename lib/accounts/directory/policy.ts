import { type Actor, isAdmin } from '#lib/access/actor.ts'

/** The accounts that an admin may see and change: those of her clinic. */
export const managedAccounts = (actor: Actor) =>
  isAdmin(actor) ? { clinicId: actor.clinicId } : { id: { in: [] as string[] } }
