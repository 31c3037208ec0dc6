import { type Actor, hasRole } from '#lib/access/actor.ts'
import { ledCases } from '#lib/access/cases.ts'

/**
 * Care team rows that the actor may change: the lead those of her cases, an admin those of the clinic, without reading
 * any record.
 */
export const changeableTeams = (actor: Actor, caseId: string | { in: string[] }) => {
  if (hasRole(actor, 'admin')) return { clinicId: actor.clinicId, caseId }
  if (hasRole(actor, 'physio')) return { clinicId: actor.clinicId, caseId, case: ledCases(actor) }
  return { id: { in: [] as string[] } }
}

/** Who can treat a patient, and so be put on a team: any physio but the patient herself. */
export const activePhysios = (actor: Actor, patientId: string) => ({
  clinicId: actor.clinicId,
  status: 'active' as const,
  roles: { has: 'physio' as const },
  NOT: { patient: { id: patientId } },
})
