import type { DayNumber } from '#lib/dates.ts'
import type { RunPoint, RunWeek } from '../schema.ts'

/** The Monday of the week that the day is in; 1970-01-01 was a Thursday. */
export const mondayOf = (day: DayNumber): DayNumber => day - ((((day + 3) % 7) + 7) % 7)

/** The Mondays from the week of `from` to that of `to`. */
export function mondays(from: DayNumber, to: DayNumber): DayNumber[] {
  const first = mondayOf(from)
  return Array.from({ length: Math.floor((mondayOf(to) - first) / 7) + 1 }, (_, week) => first + 7 * week)
}

const tenth = (value: number) => Math.round(value * 10) / 10

/**
 * Kilometers, number and longest run of each calendar week (Monday to Sunday), weeks without a run included. `first`: the first
 * day of which anything is known; of the weeks before it nobody knows that nothing was run.
 */
export function runsByWeek(
  runs: readonly RunPoint[],
  from: DayNumber,
  to: DayNumber,
  first: DayNumber = from,
): RunWeek[] {
  const weeks = mondays(from, to).map((start) => ({ start, km: 0, count: 0, longest: 0 }))
  for (const { day, km } of runs) {
    const week = weeks[Math.floor((day - (weeks[0]?.start ?? 0)) / 7)]
    if (!week || day < week.start) continue
    week.km += km
    week.count += 1
    week.longest = Math.max(week.longest, km)
  }
  return weeks.map((week) => ({
    ...week,
    km: week.count === 0 && week.start + 6 < first ? null : tenth(week.km),
    longest: tenth(week.longest),
  }))
}

/** `ind_week_km`: the sum over days 0–6, and the longest run in it. Null when nothing was run. */
export function lastSevenDays(
  runs: readonly RunPoint[],
  today: DayNumber,
): { km: number; count: number; longest: number } | null {
  const near = runs.filter(({ day }) => day > today - 7 && day <= today)
  if (near.length === 0) return null
  return {
    km: tenth(near.reduce((sum, { km }) => sum + km, 0)),
    count: near.length,
    longest: tenth(Math.max(...near.map(({ km }) => km))),
  }
}
