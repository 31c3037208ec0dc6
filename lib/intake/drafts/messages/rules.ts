import type { ClinicNumbers, PatientMessages } from '#lib/flags/messages/rules.ts'
import { stampOf } from '#lib/stamp.ts'

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
export const markOf = (messages: PatientMessages): string => stampOf(messages, 16)
