import { type ClinicNumbers, flagOf, isAlarming, type PatientMessages } from '#lib/flags/messages/rules.ts'
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

/** What is to be read in a form. `mark`: another one as soon as there is something else to read. */
export type FormMessages = PatientMessages & { readonly mark: string }

/** A flag behind the words, and when it was raised. */
export type BehindWords = { readonly flagId: string; readonly raisedAt: string }

/**
 * What somebody has read and gone on from is not put before her again. Another danger is, though its level has the same words: of a
 * chest pain and a dead leg each is its own reason to call.
 */
export function markedMessages(messages: PatientMessages, flags: readonly BehindWords[]): FormMessages {
  const alarming = flags
    .filter(({ flagId }) => isAlarming(flagOf(flagId).urgency))
    .map(({ flagId, raisedAt }) => `${flagId} ${new Date(raisedAt).toISOString()}`)
  return { ...messages, mark: stampOf([messages, alarming.toSorted()], 16) }
}
