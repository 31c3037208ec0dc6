import { type Actor, isStaff } from '#lib/access/actor.ts'

/** Who may see that somebody is a patient here, invite her and send her the form: every member of staff of the clinic. */
export const maySeePatient = (actor: Actor, patient: { clinicId: string }): boolean =>
  isStaff(actor) && actor.clinicId === patient.clinicId

/** The same as a filter of patients. It matches nobody for everybody else. */
export const visiblePatients = (actor: Actor) =>
  isStaff(actor) ? { clinicId: actor.clinicId } : { id: { in: [] as string[] } }

/**
 * Intakes, as far as their state: staff of the clinic. The answers have a policy of their own, and review forms
 * belong to their case.
 */
export const visibleIntakes = (actor: Actor) => ({ ...visiblePatients(actor), kind: 'intake' as const })

/** The links of intakes likewise. */
export const visibleLinks = visiblePatients
