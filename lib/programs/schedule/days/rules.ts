import { type Weekday, weekdays } from '#lib/programs/schema.ts'

/** Choosing days of a week that comes round again: Sunday is the day before Monday. */

const index = (day: Weekday) => weekdays.indexOf(day)
export const ordered = (days: Iterable<Weekday>): Weekday[] =>
  [...new Set(days)].sort((a, b) => index(a) - index(b))

/** Days from a to the next b, 1–7. */
const forward = (a: Weekday, b: Weekday) => (index(b) - index(a) + 7) % 7 || 7
export const dayBefore = (day: Weekday): Weekday => weekdays[(index(day) + 6) % 7] ?? day
/** Distance of two days round the week, 0–3. */
export const daysApart = (a: Weekday, b: Weekday): number =>
  Math.min((index(b) - index(a) + 7) % 7, (index(a) - index(b) + 7) % 7)

/** The smallest distance between days that follow each other, round the week; 7 for a single day. */
export function smallestGap(days: readonly Weekday[]): number {
  const sorted = ordered(days)
  return Math.min(7, ...sorted.map((day, i) => forward(day, sorted[(i + 1) % sorted.length] ?? day)))
}

const subsets = (days: readonly Weekday[]): Weekday[][] =>
  Array.from({ length: 2 ** days.length }, (_, bits) => days.filter((_, i) => bits & (1 << i)))

export type Wish = {
  readonly count: number
  /** days from one to the next, at least; 2 = one day of rest between */
  readonly minGap: number
  /** lower is better; compared after the number of days and before their evenness */
  readonly cost?: (days: readonly Weekday[]) => number
}

const evenness = (days: readonly Weekday[]) => {
  const sorted = ordered(days)
  return sorted.reduce((sum, day, i) => sum + forward(day, sorted[(i + 1) % sorted.length] ?? day) ** 2, 0)
}

/**
 * The best days for a wish: as many as asked for and possible with the gap, then the lowest cost, then evenly spread,
 * then early in the week. The same wish always gets the same days.
 */
export function pickDays(candidates: readonly Weekday[], wish: Wish): Weekday[] {
  const possible = subsets(ordered(candidates)).filter(
    (days) => days.length <= wish.count && (days.length < 2 || smallestGap(days) >= wish.minGap),
  )
  const rank = (days: readonly Weekday[]) => [
    -days.length,
    wish.cost?.(days) ?? 0,
    evenness(days),
    ...days.map((day) => index(day)),
  ]
  const better = (a: readonly number[], b: readonly number[]) => {
    const at = a.findIndex((value, i) => Math.abs(value - (b[i] ?? 0)) > 1e-9)
    return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0)
  }
  return possible.reduce((best, days) => (better(rank(days), rank(best)) ? days : best), [] as Weekday[])
}
