import { closedText, hoursText, weekdays } from './hours/rules.ts'
import type { ClosedSpan, OpeningHours } from './hours/schema.ts'

const callable = ['phone', 'emergencyNumber', 'outOfHoursPhone'] as const
type Numbers = Readonly<Record<(typeof callable)[number], string>>

/** Which numbers a change would take away: forms, plans and advice in the hands of patients tell them to call there. */
export const emptiedNumbers = (before: Numbers, after: Numbers): readonly (keyof Numbers)[] =>
  callable.filter((name) => before[name].trim() !== '' && after[name].trim() === '')

type Settings = Numbers & {
  name: string
  address: string
  timeZone: string
  consentAge: number
  dutyAccountId: string | null
}

/** The settings as texts, by the name of their field. */
export const settingTexts = (
  of: Settings,
  { hours, closed }: { hours: OpeningHours; closed: readonly ClosedSpan[] },
): Readonly<Record<string, string>> => ({
  name: of.name,
  address: of.address,
  timeZone: of.timeZone,
  phone: of.phone,
  emergencyNumber: of.emergencyNumber,
  outOfHoursPhone: of.outOfHoursPhone,
  consentAge: String(of.consentAge),
  dutyAccountId: of.dutyAccountId ?? '',
  closedDays: closedText(closed),
  ...Object.fromEntries(weekdays.map((day) => [`hours.${day}`, hoursText(hours[day])])),
})

export const savedNow = (text: string): string => `Saved now: ${text || 'empty'}`

/** What is saved otherwise than one wants it, as the words of its field. */
export const differingSettings = (
  saved: Readonly<Record<string, string>>,
  mine: Readonly<Record<string, string>>,
): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(saved).flatMap(([field, text]) =>
      text === mine[field] ? [] : [[field, [savedNow(text)]]],
    ),
  )
