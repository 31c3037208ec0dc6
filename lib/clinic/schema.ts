import { z } from 'zod'
import { emailInput } from '#lib/accounts/schema.ts'
import { isTimeZone } from '#lib/dates.ts'
import { fullName, phone } from '#lib/patients/schema.ts'

const clinicName = z
  .string('Enter the name of the clinic.')
  .trim()
  .min(2, 'Enter the name of the clinic.')
  .max(120, 'A name has at most 120 letters.')
export const UNKNOWN_ZONE = 'This time zone is not known. It looks like Europe/Zurich.'
const timeZone = z.string('Choose a time zone.').max(60).refine(isTimeZone, UNKNOWN_ZONE)

export const weekdayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

/** "08:00-12:00, 13:30-18:00"; empty = closed. */
const hours = z
  .string()
  .trim()
  .max(80, 'Use at most four periods a day.')
  .regex(
    /^(([01]\d|2[0-3]):[0-5]\d ?[-–] ?(([01]\d|2[0-3]):[0-5]\d|24:00)(, ?|$))*$/,
    'Write hours like 08:00-12:00, 13:30-18:00, or leave it empty when closed.',
  )

const emptyOr = <S extends z.ZodType<string>>(schema: S) => z.union([z.literal(''), schema])
/** Short numbers such as 144 are phone numbers too. */
const anyPhone = emptyOr(phone)

export const clinicSettingsInput = z.strictObject({
  version: z.coerce.number().int().min(1).max(1_000_000),
  name: clinicName,
  phone: anyPhone,
  emergencyNumber: anyPhone,
  outOfHoursPhone: anyPhone,
  address: z.string().trim().max(300, 'An address has at most 300 letters.'),
  timeZone,
  consentAge: z.coerce
    .number('Choose an age.')
    .int('Choose a whole number.')
    .min(16, 'The age of consent is 16 to 18.')
    .max(18, 'The age of consent is 16 to 18.'),
  dutyAccountId: z.union([z.literal(''), z.uuid()]),
  'hours.1': hours,
  'hours.2': hours,
  'hours.3': hours,
  'hours.4': hours,
  'hours.5': hours,
  'hours.6': hours,
  'hours.7': hours,
})
export type ClinicSettingsInput = z.output<typeof clinicSettingsInput>

export const newClinicInput = z.strictObject({
  name: clinicName,
  timeZone,
  adminName: fullName,
  adminEmail: emailInput,
})
export type NewClinicInput = z.output<typeof newClinicInput>
