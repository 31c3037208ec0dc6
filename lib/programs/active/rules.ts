import { addDays, type Day, type DayNumber, dayRange, isoDay } from '#lib/dates.ts'
import type { PausedSpan } from './schema.ts'

type Event = { kind: string; day: Day }

const pauses: ReadonlySet<string> = new Set(['paused', 'on_hold', 'discharged', 'referred'])

/**
 * Pauses from what was recorded of the program or of the status of its case, in the order of time. A day on which it was
 * paused and went on again is not paused.
 */
export function pausedSpans(events: readonly Event[]): PausedSpan[] {
  const spans: PausedSpan[] = []
  for (const { kind, day } of events) {
    const last = spans.at(-1)
    const open = last?.to === null
    if (pauses.has(kind)) {
      if (!open) spans.push({ from: day, to: null })
    } else if (last && open) last.to = day
  }
  return spans.filter((span) => span.to === null || span.to > span.from)
}

/** The days of a fever, each by itself. */
export const illSpans = (days: readonly DayNumber[]): PausedSpan[] =>
  days.map(isoDay).map((from) => ({ from, to: addDays(from, 1), ill: true }))

/** Every paused day up to and with `until`. */
export const pausedDays = (spans: readonly PausedSpan[], until: Day): Day[] =>
  spans.flatMap((span) => dayRange(span.from, span.to === null ? until : addDays(span.to, -1)))
