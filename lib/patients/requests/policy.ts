import { type Actor, isAdmin } from '#lib/access/actor.ts'

/** Who carries out what patients ask about their record (design.md 3). */
export const mayCarryOut = (actor: Actor, request: { clinicId: string }): boolean =>
  isAdmin(actor) && actor.clinicId === request.clinicId

/** The same as a filter of requests. */
export const managedRequests = (actor: Actor) =>
  isAdmin(actor) ? { clinicId: actor.clinicId } : { id: { in: [] as string[] } }
