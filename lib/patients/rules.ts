import { type Day, daysBetween } from '#lib/dates.ts'

/** The clinic's own number as people say it. */
export const numberText = (number: number): string => `SW-${number}`

/** The number in what somebody searched for: "SW-1042", "sw 1042", "1042". */
export function numberIn(text: string): number | null {
  const found = /^(?:sw[\s-]*)?(\d{1,7})$/i.exec(text.trim())
  return found ? Number(found[1]) : null
}

/** The words that somebody searches for, in whatever order they stand. */
export const searchWords = (text: string): string[] => text.split(/\s+/).filter(Boolean)

export const INTAKE_LINK_DAYS = 14

/** Why a birth date cannot be right, or null. */
export function birthProblem(birth: Day, today: Day): string | null {
  if (daysBetween(birth, today) < 0) return 'The birth date is in the future.'
  return null
}

/** Which of the three numbers that a frightened reader is told to call are missing, in words. */
export function missingPhones(clinic: {
  phone: string
  emergencyNumber: string
  outOfHoursPhone: string
}): string[] {
  return [
    ...(clinic.phone.trim() ? [] : ['the clinic’s phone number']),
    ...(clinic.emergencyNumber.trim() ? [] : ['the emergency number']),
    ...(clinic.outOfHoursPhone.trim() ? [] : ['the out-of-hours number']),
  ]
}

export const missingPhonesMessage = (missing: readonly string[]): string =>
  `The form tells people whom to call, and ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not filled in yet. ` +
  'An admin fills this in under Admin, Clinic; then the form can be sent.'

export type Guardian = { name: string | null; phone: string | null }
