import { z } from 'zod'
import { type Day, dayRange } from '#lib/dates.ts'
import { type ClinicCalendar, defaultHours } from '#lib/flags/targets/rules.ts'
import {
  type ClosedSpan,
  closedLinesIn,
  closedSpan,
  type OpeningHours,
  type Period,
  period,
  periodsIn,
} from './schema.ts'

/** As opening hours are kept: ISO, Monday first. */
export const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

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

function readable<T>(schema: z.ZodType<T>, all: readonly unknown[]): T[] {
  return all.flatMap((one) => {
    const { success, data } = schema.safeParse(one)
    return success ? [data] : []
  })
}

const anything = z.array(z.unknown()).catch([])

/** What is stored, day by day. A period that cannot be read is left out, and nothing else with it. */
export function storedHours(stored: unknown): OpeningHours {
  const days = z.record(z.string(), anything).catch({}).parse(stored)
  const hours = weekdays.map((day) => [day, readable(period, days[day] ?? [])] as const)
  return Object.fromEntries(hours.filter(([, periods]) => periods.length > 0))
}

/** The hours that count: the stored ones, else the usual ones. */
export function countedHours(stored: unknown): OpeningHours {
  const hours = storedHours(stored)
  if (Object.keys(hours).length > 0) return hours
  // The usual ones begin with Sunday, the seventh day.
  const usual = weekdays.map((day) => {
    const periods = (defaultHours[Number(day) % 7] ?? []).map(({ open, close }): Period => [open, close])
    return [day, periods] as const
  })
  return Object.fromEntries(usual.filter(([, periods]) => periods.length > 0))
}

/** The stored days on which the clinic is closed that are not over, in order. */
export const closedFrom = (today: Day, stored: unknown): ClosedSpan[] =>
  readable(closedSpan, anything.parse(stored))
    .filter(([, to]) => to >= today)
    .toSorted(([a], [b]) => a.localeCompare(b))

/** What the field of the form says. */
export const closedSpansOf = (text: string): ClosedSpan[] =>
  closedLinesIn(text).flatMap(({ span }) => (span ? [span] : []))

export const closedText = (spans: readonly ClosedSpan[]): string =>
  spans.map(([from, to]) => (from === to ? from : `${from} to ${to}`)).join('\n')

export type ClinicTimes = {
  readonly timeZone: string
  readonly openingHours: unknown
  readonly closedDays: unknown
}

/**
 * The calendar that targets are counted in. A clinic of which no hour can be read has the usual ones, and is never always
 * closed.
 */
export function clinicCalendar(clinic: ClinicTimes): ClinicCalendar {
  const hours = storedHours(clinic.openingHours)
  const closed = readable(closedSpan, anything.parse(clinic.closedDays))
  const sundayFirst = (['7', '1', '2', '3', '4', '5', '6'] as const).map((day) =>
    (hours[day] ?? []).map(([open, close]) => ({ open, close })),
  )
  return {
    zone: clinic.timeZone,
    hours: Object.keys(hours).length > 0 ? sundayFirst : defaultHours,
    closedDays: closed.flatMap(([from, to]) => dayRange(from, to)),
  }
}
