/**
 * Who is asking. Minted in lib/accounts/session.ts, lib/intake/visits (link holders), lib/jobs (Stepwise itself), prisma/seed
 * and tests, and nowhere else: the brand makes an object literal of the same shape a type error. First argument of every
 * query and command.
 */
declare const minted: unique symbol

export type Role = 'patient' | 'physio' | 'admin'

type Minted = { readonly [minted]: true }

/** Somebody who signed in. `patientId` is the actor's own record when she is treated here. */
export type AccountActor = Minted & {
  readonly kind: 'account'
  readonly clinicId: string
  readonly accountId: string
  readonly sessionId: string
  readonly roles: readonly Role[]
  readonly patientId: string | null
  readonly name: string
  readonly clinicName: string
  /**
   * IANA zone: the clinic's for its staff; a patient's own, else the clinic's. It stands in for patients who have none of
   * their own.
   */
  readonly timeZone: string
  /** The zone of her own pages, for whoever is treated here: her own, else the clinic's. */
  readonly ownZone: string
}

/** Somebody who holds an intake link and knew the date of birth: one form, nothing else. */
export type LinkActor = Minted & {
  readonly kind: 'link'
  readonly clinicId: string
  readonly intakeId: string
  readonly patientId: string
  readonly linkId: string
  readonly timeZone: string
}

/** Stepwise itself: seeding, mail, jobs. Scoped to one clinic like everybody else. */
export type SystemActor = Minted & {
  readonly kind: 'system'
  readonly clinicId: string
  readonly timeZone: string
}

export type Actor = AccountActor | LinkActor | SystemActor

export const hasRole = (actor: Actor, role: Role): boolean =>
  actor.kind === 'account' && actor.roles.includes(role)

export const isPhysio = (actor: Actor): actor is AccountActor => hasRole(actor, 'physio')
export const isAdmin = (actor: Actor): actor is AccountActor => hasRole(actor, 'admin')
export const isStaff = (actor: Actor): actor is AccountActor => isPhysio(actor) || isAdmin(actor)
/** A signed-in patient with a record of her own. */
export const isPatient = (actor: Actor): actor is AccountActor & { readonly patientId: string } =>
  actor.kind === 'account' && actor.patientId !== null

/** The zone of the one who asks about her own record. */
export const ownZone = (actor: Actor): string => (actor.kind === 'account' ? actor.ownZone : actor.timeZone)

type Unminted<A extends Actor> = Omit<A, typeof minted>

/** Only for the places named above; tests/architecture checks who imports it. */
export const mintAccountActor = (a: Unminted<AccountActor>): AccountActor => a as AccountActor
export const mintLinkActor = (a: Unminted<LinkActor>): LinkActor => a as LinkActor
export const mintSystemActor = (a: Unminted<SystemActor>): SystemActor => a as SystemActor
