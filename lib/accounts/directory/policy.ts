import { type Actor, isAdmin } from '#lib/access/actor.ts'

/** Who may see and change the accounts of a clinic. */
export const mayManage = (actor: Actor, account: { clinicId: string }): boolean =>
  isAdmin(actor) && actor.clinicId === account.clinicId

/** The same as a filter of accounts. */
export const managedAccounts = (actor: Actor) =>
  isAdmin(actor) ? { clinicId: actor.clinicId } : { id: { in: [] as string[] } }
