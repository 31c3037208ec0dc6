import { type Actor, isStaff } from '#lib/access/actor.ts'

const ofClinic = (actor: Actor) =>
  isStaff(actor) ? { clinicId: actor.clinicId } : { id: { in: [] as string[] } }

/**
 * Whom an actor may see to be a patient here, invite and send the form: staff every patient of their clinic who was not erased,
 * everybody else nobody.
 */
export const visiblePatients = (actor: Actor) => ({ ...ofClinic(actor), erasedAt: null })

/**
 * Intakes, as far as their state: staff of the clinic. The answers have a policy of their own, and review forms
 * belong to their case.
 */
export const visibleIntakes = (actor: Actor) => ({ ...ofClinic(actor), kind: 'intake' as const })

/** The links of intakes likewise. */
export const visibleLinks = ofClinic
