import { type AccountActor, isPhysio, type Role } from '#lib/access/actor.ts'

/** Whoever of the staff is the patient asks for her own like everybody else. */
export const mayShowReset = (actor: AccountActor, patientId: string): boolean =>
  isPhysio(actor) && actor.patientId !== patientId

/** The account of a patient, in use, that opens her own record and nothing else. */
export const isResettable = (account: { status: string; roles: readonly Role[] } | null): boolean =>
  account?.status === 'active' && account.roles.every((role) => role === 'patient')

export const resettable = (actor: AccountActor, patientId: string) => ({
  clinicId: actor.clinicId,
  patient: { id: patientId },
  status: 'active' as const,
  roles: { equals: ['patient' as const] },
})
