import { median } from '#lib/tracking/results/morning/rules.ts'
import type { PainDay, Slope } from '../schema.ts'

/** Theil–Sen slope with an approximate 95 % interval (clinical/review.md 2.1) [93]. */

/** The days that are looked at; how many of them need a value; from the first to the last of these. */
export const trendWindow = 28
export const trendDays = 8
export const trendSpan = 14
/** Between −z and z lie 95 % of a normal distribution. */
const z = 1.959964

/** V of step 4: the variance of the count of rising pairs, with the correction for equal values. */
export function tieVariance(values: readonly number[]): number {
  const n = values.length
  const groups = new Map<number, number>()
  for (const value of values) groups.set(value, (groups.get(value) ?? 0) + 1)
  let ties = 0
  for (const k of groups.values()) ties += k * (k - 1) * (2 * k + 5)
  return (n * (n - 1) * (2 * n + 5) - ties) / 18
}

/** All slopes between two days, ascending; points per day. */
function pairSlopes(points: readonly PainDay[]): Float64Array {
  const n = points.length
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let at = 0
  for (let j = 1; j < n; j += 1)
    for (let i = 0; i < j; i += 1) {
      const [a, b] = [points[i], points[j]]
      if (a && b) slopes[at++] = (b.pain - a.pain) / (b.day - a.day)
    }
  return slopes.sort()
}

/**
 * The slope of one value per day, points per week; null with fewer than 8 days or a span under 14. `today`: the day on
 * which the line of a chart has its intercept. Daily pain values are not independent, so the interval is too narrow.
 */
export function theilSen(points: readonly PainDay[], today: number): Slope | null {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  const span = last.day - first.day
  if (points.length < trendDays || span < trendSpan) return null
  const slopes = pairSlopes(points)
  const count = slopes.length
  const middle = Math.floor(count / 2)
  const at = (index: number) => slopes[index] ?? 0
  const slope = count % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2
  const sigma = Math.sqrt(tieVariance(points.map(({ pain }) => pain)))
  const lower = Math.max(Math.floor((count - z * sigma) / 2 + 0.5) - 1, 0)
  const upper = Math.min(Math.floor((count + z * sigma) / 2 + 0.5), count - 1)
  const pain = median(points.map((point) => point.pain)) ?? 0
  const day = median(points.map((point) => point.day)) ?? today
  return {
    perWeek: slope * 7,
    lower: at(lower) * 7,
    upper: at(upper) * 7,
    days: points.length,
    span,
    from: first.day,
    to: last.day,
    intercept: pain - slope * (day - today),
  }
}

export type Trend = 'improving' | 'worsening' | 'no_clear_trend'

export const trendOf = ({ lower, upper }: Slope): Trend =>
  upper < 0 ? 'improving' : lower > 0 ? 'worsening' : 'no_clear_trend'
