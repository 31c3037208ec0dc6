import { type DayNumber, isoDay } from '#lib/dates.ts'
import { type PainScorePoint, painContexts, type Range } from '../schema.ts'

/** So far back that no clinic has logs from then. */
const farthest = 20_000

/**
 * The UTC day so many days before, for a bound that a patient's own zone can only be a day away from. It is a value and not
 * reckoned from a column: under row-level security PostgreSQL will not look up in an index what a function that might
 * raise an error makes of a column, and would read the whole history of each case.
 */
export const daysBefore = (now: Date, days: number): string =>
  isoDay(Math.floor(now.getTime() / 86_400_000) - Math.min(days, farthest))

/** The numbers of `{1,2,3}`, as PostgreSQL writes an array; none of null. */
export const numbersOf = (array: string | null): number[] =>
  array === null || array.length <= 2 ? [] : array.slice(1, -1).split(',').map(Number)

// Hundreds of scores a case come as one number each: a score fits below 16, the place of its context below 8.
const [scores, contexts] = [16, 8]

/** The day and score of `day × 16 + score`. */
export const unpackDay = (packed: number): { day: DayNumber; score: number } => ({
  day: Math.floor(packed / scores),
  score: packed % scores,
})

/** Day, context and score of `(day × 8 + context) × 16 + score`; the context by its place in `painContexts`. */
export function unpackScore(packed: number): PainScorePoint {
  const { day: rest, score } = unpackDay(packed)
  return { day: Math.floor(rest / contexts), score, context: painContexts[rest % contexts] ?? 'now' }
}

/** The first day that a range shows. `all` begins with the first entry. */
export function firstDay(range: Range, today: number, first: number | null): number {
  if (range === 'all') return Math.min(first ?? today - 27, today - 27)
  return today - 7 * Number(range) + 1
}
