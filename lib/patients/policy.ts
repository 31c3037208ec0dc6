import { type Actor, isStaff } from '#lib/access/actor.ts'

/**
 * Whom an actor may see to be a patient here, invite and send the form: staff every patient of their clinic, everybody else
 * nobody.
 */
export const visiblePatients = (actor: Actor) =>
  isStaff(actor) ? { clinicId: actor.clinicId } : { id: { in: [] as string[] } }

/**
 * Intakes, as far as their state: staff of the clinic. The answers have a policy of their own, and review forms
 * belong to their case.
 */
export const visibleIntakes = (actor: Actor) => ({ ...visiblePatients(actor), kind: 'intake' as const })

/** The links of intakes likewise. */
export const visibleLinks = visiblePatients
