import { z } from 'zod'
import { type ClinicCalendar, defaultHours } from '#lib/flags/targets/rules.ts'
import { type OpeningHours, type Period, period, periodsIn } from './schema.ts'

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

/** "08:00-12:00, 13:30-18:00" as periods, in order. A period that ends before it starts, or overlaps, gives null. */
export function parseHours(text: string): Period[] | null {
  const parsed = z
    .array(period)
    .safeParse(periodsIn(text).toSorted(([a = ''], [b = '']) => a.localeCompare(b)))
  if (!parsed.success) return null
  const periods = parsed.data
  return periods.every(([from], i) => from >= (periods[i - 1]?.[1] ?? '')) ? periods : null
}

export const hoursText = (periods: readonly Period[] | undefined): string =>
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

const readable = (periods: readonly unknown[]): Period[] =>
  periods.flatMap((one) => {
    const { success, data } = period.safeParse(one)
    return success ? [data] : []
  })

/** What is stored, day by day. A period that cannot be read is left out, and nothing else with it. */
export function storedHours(stored: unknown): OpeningHours {
  const days = z.record(z.string(), z.array(z.unknown()).catch([])).catch({}).parse(stored)
  const hours = weekdays.map((day) => [day, readable(days[day] ?? [])] as const)
  return Object.fromEntries(hours.filter(([, periods]) => periods.length > 0))
}

/** The calendar that targets are counted in. A clinic of which no hour can be read has the usual ones, and is never always closed. */
export function clinicCalendar(zone: string, stored: unknown): ClinicCalendar {
  const hours = storedHours(stored)
  if (Object.keys(hours).length === 0) return { zone, hours: defaultHours }
  const sundayFirst = (['7', '1', '2', '3', '4', '5', '6'] as const).map((day) =>
    (hours[day] ?? []).map(([open, close]) => ({ open, close })),
  )
  return { zone, hours: sundayFirst }
}
