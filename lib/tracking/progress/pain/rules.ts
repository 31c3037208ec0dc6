import type { DayNumber } from '#lib/dates.ts'

/** `ind_pain_7d` needs at least so many days with a value (clinical/review.md 2). */
export const painDaysNeeded = 3

type Scored = { readonly day: DayNumber; readonly score: number }

/**
 * Daily pain dp(d): the worst score of each day from `from` to `to`, both included, null where there is none
 * (clinical/review.md 1).
 */
export function worstOfDays(points: readonly Scored[], from: DayNumber, to: DayNumber): (number | null)[] {
  const days: (number | null)[] = new Array(Math.max(0, to - from + 1)).fill(null)
  for (const { day, score } of points) {
    const at = day - from
    if (at < 0 || at >= days.length) continue
    const known = days[at]
    if (known === null || known === undefined || score > known) days[at] = score
  }
  return days
}

/**
 * For each day the mean of dp over that day and the six before; null with fewer than 3 days that have one: the window and
 * the minimum of `ind_pain_7d`.
 */
export function sevenDayMean(days: readonly (number | null)[]): (number | null)[] {
  let sum = 0
  let count = 0
  return days.map((value, at) => {
    const leaving = at >= 7 ? days[at - 7] : null
    if (typeof leaving === 'number') {
      sum -= leaving
      count -= 1
    }
    if (value !== null) {
      sum += value
      count += 1
    }
    return count >= painDaysNeeded ? sum / count : null
  })
}

/** The last known mean and how many days before the last day that was. */
export function latestMean(means: readonly (number | null)[]): { value: number; daysAgo: number } | null {
  for (let at = means.length - 1; at >= 0; at -= 1) {
    const value = means[at]
    if (typeof value === 'number') return { value, daysAgo: means.length - 1 - at }
  }
  return null
}

/** The first known mean of a series, with its place. */
export function firstMean(means: readonly (number | null)[]): { value: number; at: number } | null {
  const at = means.findIndex((value) => value !== null)
  const value = means[at]
  return typeof value === 'number' ? { value, at } : null
}

/** `ind_pain_7d` and `ind_pain_days_7d`, days 0–6, from daily pain that ends today. */
export function painLast7(days: readonly (number | null)[]): { mean: number | null; days: number } {
  const values = days.slice(-7).filter((value) => value !== null)
  const sum = values.reduce((total, value) => total + value, 0)
  return { mean: values.length >= painDaysNeeded ? sum / values.length : null, days: values.length }
}
