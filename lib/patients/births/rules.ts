/**
 * Which age counts when the record and a form name two dates of birth. Staff type one with the invitation, the form asks
 * again, and either may be the slip: until staff have said which is right both count. What a younger age asks for (a
 * guardian, a question, another message) is asked for, and a flag is raised when either age fires it.
 *
 *   withRecord(answers, recordedBirth(patient))   // wherever answers are read for rules
 *   agesOn(birthsOf(told, recorded), today)       // the younger first
 */
import { ageOn, type Day, fromDbDate, isDay } from '#lib/dates.ts'
import { olderAgeId } from '#lib/rules/registry.ts'

/** The date of the record, then the dates of forms that staff found to be wrong. */
export type RecordedBirth = readonly Day[]

export const recordedBirth = (patient: { dateOfBirth: Date; notBornOn: readonly Date[] }): RecordedBirth =>
  [patient.dateOfBirth, ...patient.notBornOn].map(fromDbDate)

/** Beside the answers of a form; no question has this id, so that it can be neither posted nor stored. */
export const recordedBirthId = 'birth_on_record'

export const withRecord = <T extends object>(answers: T, recorded: RecordedBirth): T => ({
  ...answers,
  [recordedBirthId]: recorded,
})

const dayOf = (value: unknown): Day | null => (typeof value === 'string' && isDay(value) ? value : null)

/** The dates that count: one, or two that differ, that of the record first. */
export function birthsOf(told: unknown, recorded: unknown): Day[] {
  const known: readonly unknown[] = Array.isArray(recorded) ? recorded : []
  const [own, said] = [dayOf(known[0]), dayOf(told)]
  return [...(own ? [own] : []), ...(said && !known.includes(said) ? [said] : [])]
}

export const agesOn = (births: readonly Day[], today: Day): number[] =>
  births.map((born) => ageOn(born, today)).toSorted((a, b) => a - b)

/** The values that rules read. */
export function ageValues(births: readonly Day[], today: Day): [string, number][] {
  const [younger, older] = agesOn(births, today)
  return [
    ...(younger === undefined ? [] : [['age_years', younger] as [string, number]]),
    ...(older === undefined || older === younger ? [] : [[olderAgeId, older] as [string, number]]),
  ]
}

/** Of age, whichever date is right. */
const MAJORITY = 18

export const isMinorOn = (births: readonly Day[], today: Day): boolean =>
  births.some((born) => ageOn(born, today) < MAJORITY)

/** "17 or 34" while two ages count. */
export const agesText = (births: readonly Day[], today: Day): string =>
  [...new Set(agesOn(births, today))].join(' or ')

/** "17 or 34 y" */
export const ageText = (births: readonly Day[], today: Day): string => `${agesText(births, today)} y`
