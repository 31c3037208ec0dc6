import { z } from 'zod'
import { emailInput } from '#lib/accounts/schema.ts'
import { fullName, phone } from '#lib/patients/schema.ts'
import { closedDays, dayHours } from './hours/schema.ts'
import { timeZone } from './zone/schema.ts'

const clinicName = z
  .string('Enter the name of the clinic.')
  .trim()
  .min(2, 'Enter the name of the clinic.')
  .max(120, 'A name has at most 120 letters.')

export const weekdayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

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
  'hours.1': dayHours,
  'hours.2': dayHours,
  'hours.3': dayHours,
  'hours.4': dayHours,
  'hours.5': dayHours,
  'hours.6': dayHours,
  'hours.7': dayHours,
  closedDays,
})
export type ClinicSettingsInput = z.output<typeof clinicSettingsInput>

export const newClinicInput = z.strictObject({
  name: clinicName,
  timeZone,
  adminName: fullName,
  adminEmail: emailInput,
})
export type NewClinicInput = z.output<typeof newClinicInput>
