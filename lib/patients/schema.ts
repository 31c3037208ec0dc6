import { z } from 'zod'
import { emailInput } from '#lib/accounts/schema.ts'
import { timeZone } from '#lib/clinic/zone/schema.ts'
import { isDay, typedDay } from '#lib/dates.ts'

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === ''

/** A field that may stay empty: what was left out and what was emptied are the same. */
const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (isBlank(value) ? undefined : value), schema.optional())

/** A field that a page of before does not have: what was left out stays as it is, and null was emptied. */
const ifPosted = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (isBlank(value) ? null : value), schema.nullable().optional())

/** Day, month and year as three fields, joined to `YYYY-MM-DD`. The birth date opens the intake link, so it must be right. */
const part = (name: string, pattern: RegExp) =>
  z.string(`Enter the ${name} of birth.`).trim().regex(pattern, `Enter the ${name} of birth as a number.`)

export const fullName = z
  .string('Enter the full name.')
  .trim()
  .overwrite((name) => name.replace(/\s+/g, ' '))
  .min(2, 'Enter the full name.')
  .max(120, 'A name has at most 120 letters.')
/** As it stands on letters, in signs that their font has. */
export const printedName = optional(fullName)
const guardianName = z
  .string()
  .trim()
  .min(2, 'Enter the full name.')
  .max(120, 'A name has at most 120 letters.')
export const phone = z
  .string()
  .trim()
  .max(40, 'A phone number has at most 40 characters.')
  .regex(/^[+(]?[\d][\d\s()./-]{2,}$/, 'Enter a phone number like +41 44 123 45 67.')

const identity = {
  fullName,
  'dateOfBirth.day': part('day', /^\d{1,2}$/),
  'dateOfBirth.month': part('month', /^\d{1,2}$/),
  'dateOfBirth.year': part('year', /^\d{4}$/),
  email: optional(emailInput),
  phone: optional(phone),
}

const { 'dateOfBirth.day': day, 'dateOfBirth.month': month, 'dateOfBirth.year': year } = identity
const parts = z.object({ 'dateOfBirth.day': day, 'dateOfBirth.month': month, 'dateOfBirth.year': year })
type Parts = z.output<typeof parts>

const birthOf = (value: Parts): string =>
  typedDay(value['dateOfBirth.year'], value['dateOfBirth.month'], value['dateOfBirth.day'])

const inCalendar = (value: Parts): boolean => isDay(birthOf(value)) && birthOf(value) >= '1900-01-01'

/** Looked at as soon as the three parts are numbers, whatever else is wrong: all errors come at once. */
const calendarError = {
  path: ['dateOfBirth'],
  message: 'This day is not in the calendar.',
  when: ({ value }: { value: unknown }) => parts.safeParse(value).success,
}

const joinBirth = <T extends Parts>(value: T) => {
  const { 'dateOfBirth.day': _day, 'dateOfBirth.month': _month, 'dateOfBirth.year': _year, ...rest } = value
  return { ...rest, dateOfBirth: birthOf(value) }
}

/** `again`: there is really a second person of that name; `shared`: the address is really that of several. */
const said = { again: z.literal('yes').optional(), shared: z.literal('yes').optional() }

/** `id` is made with the form: sending it twice adds one patient. */
export const addPatientInput = z
  .strictObject({ id: z.uuidv7(), ...identity, ...said })
  .refine(inCalendar, calendarError)
  .transform(joinBirth)
export type AddPatientInput = z.output<typeof addPatientInput>

export const changePatientInput = z
  .strictObject({
    id: z.uuid(),
    version: z.coerce.number().int().min(1).max(1_000_000),
    ...identity,
    ...said,
    printedName,
    preferredName: ifPosted(z.string().trim().max(60, 'At most 60 characters.')),
    guardianName: optional(guardianName),
    guardianPhone: optional(phone),
    /** Empty: the clinic's. */
    timeZone: ifPosted(timeZone),
    /** She was asked whether the e-mail address is hers. */
    addressConfirmed: z.literal('yes').optional(),
    /** The other dates that forms name, found to be wrong. */
    notBornOn: z.preprocess((value) => [value ?? []].flat(), z.array(z.iso.date()).max(20)).optional(),
  })
  .refine(inCalendar, calendarError)
  .transform(joinBirth)
export type ChangePatientInput = z.output<typeof changePatientInput>

export const patientIdInput = z.strictObject({ patientId: z.uuid() })
