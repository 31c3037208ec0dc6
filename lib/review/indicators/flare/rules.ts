import type { DayNumber } from '#lib/tracking/progress/schema.ts'
import { median } from '#lib/tracking/results/morning/rules.ts'
import type { Flare, PainDay } from '../schema.ts'

/** Flares (clinical/review.md 2.2) [EO]: +2 is beyond the error of a single rating. */

export const flareDaysNeeded = 5
const flareWindow = 14
const flareRise = 2
const flareLeast = 4
const flareAlone = 6

type Marked = PainDay & {
  readonly ref: number | null
  readonly flare: boolean
  /** High enough, with too few values before it to say. */
  readonly unsure: boolean
}

/** ref(d) for each recorded day: the median of the 14 days before it, null with fewer than 5 values. */
function marked(days: readonly PainDay[]): Marked[] {
  let from = 0
  return days.map((point, at) => {
    while ((days[from]?.day ?? point.day) < point.day - flareWindow) from += 1
    if (point.pain < flareLeast) return { ...point, ref: null, flare: false, unsure: false }
    const before = days.slice(from, at)
    const ref = before.length < flareDaysNeeded ? null : median(before.map(({ pain }) => pain))
    return { ...point, ref, flare: ref !== null && point.pain >= ref + flareRise, unsure: ref === null }
  })
}

/** A flare day opens a flare by itself from 6 on, or with another one within three calendar days. */
const opens = (days: readonly Marked[], at: number): boolean => {
  const point = days[at]
  if (!point?.flare) return false
  if (point.pain >= flareAlone) return true
  for (let next = at + 1; next < days.length; next += 1) {
    const later = days[next]
    if (!later || later.day > point.day + 2) return false
    if (later.flare) return true
  }
  return false
}

/**
 * All flares, oldest first, and the last day that was a flare day or may have been one. `days`: daily pain, oldest first,
 * recorded days only.
 */
export function flaresOf(days: readonly PainDay[]): { flares: Flare[]; lastPossible: DayNumber | null } {
  const points = marked(days)
  const flares: Flare[] = []
  let open: { opened: DayNumber; ref: number; last: DayNumber; calm: number } | null = null
  let lastPossible: DayNumber | null = null
  const close = (flare: NonNullable<typeof open>, closed: DayNumber | null) =>
    flares.push({
      opened: flare.opened,
      lastFlareDay: flare.last,
      closed,
      duration: flare.last - flare.opened + 1,
      ref: flare.ref,
    })
  for (const [at, point] of points.entries()) {
    if (point.flare || point.unsure) lastPossible = point.day
    if (!open) {
      if (point.ref !== null && opens(points, at))
        open = { opened: point.day, ref: point.ref, last: point.day, calm: 0 }
      continue
    }
    if (point.flare) open.last = point.day
    open.calm = point.pain < open.ref + 1 ? open.calm + 1 : 0
    if (open.calm < 2) continue
    close(open, point.day)
    open = null
  }
  if (open) close(open, null)
  return { flares, lastPossible }
}

/** Recorded days among the 14 before today. */
export const valuesBefore = (days: readonly PainDay[], today: DayNumber): number =>
  days.filter(({ day }) => day >= today - flareWindow && day < today).length
