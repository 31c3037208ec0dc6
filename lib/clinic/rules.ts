/** By ISO weekday "1"–"7" (Monday first): periods of [from, to]; an absent day is closed. */
export type OpeningHours = Partial<Record<string, [string, string][]>>

const callable = ['phone', 'emergencyNumber', 'outOfHoursPhone'] as const
type Numbers = Readonly<Record<(typeof callable)[number], string>>

/** Which numbers a change would take away: forms, plans and advice in the hands of patients tell them to call there. */
export const emptiedNumbers = (before: Numbers, after: Numbers): readonly (keyof Numbers)[] =>
  callable.filter((name) => before[name].trim() !== '' && after[name].trim() === '')

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

/** "08:00-12:00, 13:30-18:00" as periods, in order. A period that ends before it starts, or overlaps, gives null. */
export function parseHours(text: string): [string, string][] | null {
  const periods = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => part.split(/\s*[-–]\s*/) as [string, string])
    .sort(([a], [b]) => a.localeCompare(b))
  const fits = periods.every(([from, to], i) => from < to && (i === 0 || from >= (periods[i - 1]?.[1] ?? '')))
  return fits ? periods : null
}

export const hoursText = (periods: readonly (readonly [string, string])[] | undefined): string =>
  (periods ?? []).map(([from, to]) => `${from}-${to}`).join(', ')

/** What the seven fields of the form say, or the names of those that do not hold together. */
export function openingHoursOf(fields: Record<string, unknown>): { hours: OpeningHours; wrong: string[] } {
  const hours: OpeningHours = {}
  const wrong: string[] = []
  for (const day of weekdays) {
    const periods = parseHours(String(fields[`hours.${day}`] ?? ''))
    if (!periods) wrong.push(`hours.${day}`)
    else if (periods.length > 0) hours[day] = periods
  }
  return { hours, wrong }
}

type Settings = Numbers & {
  name: string
  address: string
  timeZone: string
  consentAge: number
  dutyAccountId: string | null
}

/** The settings as texts, by the name of their field. */
export const settingTexts = (of: Settings, hours: OpeningHours): Readonly<Record<string, string>> => ({
  name: of.name,
  address: of.address,
  timeZone: of.timeZone,
  phone: of.phone,
  emergencyNumber: of.emergencyNumber,
  outOfHoursPhone: of.outOfHoursPhone,
  consentAge: String(of.consentAge),
  dutyAccountId: of.dutyAccountId ?? '',
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
