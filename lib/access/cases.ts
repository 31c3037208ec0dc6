import { type AccountActor, type Actor, isPatient, isPhysio } from './actor.ts'

/**
 * Which cases an actor reaches: the application's half of "two locks" for everything that belongs to a case. Each `where`
 * fits Prisma's CaseWhereInput; for a table of the record use it as `case: teamCases(actor)`.
 * `nothing` matches no row: a filter that an actor cannot fulfil must not vanish.
 */
const nothing = { id: { in: [] as string[] } }

/**
 * Of rows that name a patient those about others: whoever of the staff is treated here is the patient of her own record,
 * not its clinician.
 */
export const aboutOthers = (actor: AccountActor) =>
  actor.patientId === null ? {} : { patientId: { not: actor.patientId } }

/** What an account of the staff holds of a case that is not her own. */
const held = (actor: AccountActor) => ({ accountId: actor.accountId, ...aboutOthers(actor) })

/** Cases that the actor's own record has. */
export const ownCases = (actor: Actor) =>
  isPatient(actor) ? { clinicId: actor.clinicId, patientId: actor.patientId } : nothing

/** Cases on whose care team the physio is: may read and write. */
export const teamCases = (actor: Actor) =>
  isPhysio(actor)
    ? { clinicId: actor.clinicId, team: { some: { ...held(actor), removedAt: null } } }
    : nothing

/** Cases the physio leads. */
export const ledCases = (actor: Actor) =>
  isPhysio(actor)
    ? {
        clinicId: actor.clinicId,
        team: { some: { ...held(actor), removedAt: null, role: 'lead' as const } },
      }
    : nothing

/** Cases the physio may read: her own, and for an hour those behind broken glass. */
export const readableCases = (actor: Actor, now: Date) =>
  isPhysio(actor)
    ? {
        clinicId: actor.clinicId,
        OR: [
          { team: { some: { ...held(actor), removedAt: null } } },
          { breakGlass: { some: { ...held(actor), expiresAt: { gt: now } } } },
        ],
      }
    : nothing

/** Cases the actor may log into: the patient's own, or on behalf of a patient of the team. */
export const loggableCases = (actor: Actor) => ({ OR: [ownCases(actor), teamCases(actor)] })
