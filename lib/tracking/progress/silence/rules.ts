import type { DayNumber } from '#lib/dates.ts'
import type { Course } from '#lib/tracking/progress/course/schema.ts'

/**
 * The day from which silence counts (clinical/review.md 2, `ind_days_since_log`): the last entry, the start of the program without
 * one, or the day on which the last pause, hold or block of the whole program ended. Null while one lasts: who is told to rest
 * owes no entry.
 */
export function awaitedSince(
  { paused, blocks }: Pick<Course, 'paused' | 'blocks'>,
  last: DayNumber,
  today: DayNumber,
): DayNumber | null {
  const stops = [
    ...paused.map(({ from, to }) => ({ from, on: to === null ? null : to + 1 })),
    ...blocks.filter(({ block }) => block === 'programme').map(({ from, to }) => ({ from, on: to })),
  ].filter(({ from }) => from <= today)
  if (stops.some(({ on }) => on === null || on > today)) return null
  return Math.max(last, ...stops.flatMap(({ on }) => on ?? []))
}
