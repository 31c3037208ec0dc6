import { type Actor, isAdmin } from '#lib/access/actor.ts'
import { ERASED_DOMAIN } from '#lib/accounts/schema.ts'

/** The accounts that an admin may see and change: those of her clinic, but for who was erased. */
export const managedAccounts = (actor: Actor) =>
  isAdmin(actor)
    ? { clinicId: actor.clinicId, NOT: { email: { endsWith: ERASED_DOMAIN } } }
    : { id: { in: [] as string[] } }
