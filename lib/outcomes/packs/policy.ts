import { type Actor, isAdmin, isPatient, isStaff } from '#lib/access/actor.ts'

const nothing = { id: { in: [] as string[] } }

/** Bringing texts in, and taking them out of use: an admin of the clinic. */
export const mayKeepPacks = (actor: Actor, pack: { clinicId: string }): boolean =>
  isAdmin(actor) && actor.clinicId === pack.clinicId

/** The same as a filter. */
export const keepablePacks = (actor: Actor) => (isAdmin(actor) ? { clinicId: actor.clinicId } : nothing)

/** Reading the texts of a form: everybody of the clinic, since patients fill it. */
export const readablePacks = (actor: Actor) =>
  isStaff(actor) || isPatient(actor) ? { clinicId: actor.clinicId } : nothing
