import { createHash } from 'node:crypto'
import type { ClinicNumbers, PatientMessages } from '#lib/flags/messages/rules.ts'

export const numbersOf = (clinic: {
  phone: string
  emergencyNumber: string
  outOfHoursPhone: string
}): ClinicNumbers => ({
  clinicPhone: clinic.phone,
  emergencyNumber: clinic.emergencyNumber,
  outOfHoursPhone: clinic.outOfHoursPhone,
})

/** The same words, the same mark: what somebody has read and gone on from is not put before them again. */
export const markOf = (messages: PatientMessages): string =>
  createHash('sha256').update(JSON.stringify(messages)).digest('base64url').slice(0, 16)
