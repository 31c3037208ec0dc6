import type { Limits } from '#lib/content/limits/index.ts'
import type { DayNumber } from '#lib/dates.ts'
import { median } from '#lib/tracking/results/morning/rules.ts'
import type { Flare, PainDay } from '../schema.ts'

/** Flares (clinical/review.md 2.2) [EO]: what opens one is a limit of the clinic. */

type Marked = PainDay & {
  readonly ref: number | null
  readonly flare: boolean
  /** High enough, with too few values before it to say. */
  readonly unsure: boolean
}

/** ref(d) for each recorded day: the median of the days before it, null with too few values. */
function marked(days: readonly PainDay[], limits: Limits): Marked[] {
  let from = 0
  return days.map((point, at) => {
    while ((days[from]?.day ?? point.day) < point.day - limits.flare_window) from += 1
    if (point.pain < limits.flare_least) return { ...point, ref: null, flare: false, unsure: false }
    const before = days.slice(from, at)
    const ref = before.length < limits.flare_values ? null : median(before.map(({ pain }) => pain))
    return {
      ...point,
      ref,
      flare: ref !== null && point.pain >= ref + limits.flare_rise,
      unsure: ref === null,
    }
  })
}

/** A flare day opens a flare by itself from `alone` on, or with another one within three calendar days. */
const opens = (days: readonly Marked[], at: number, alone: number): boolean => {
  const point = days[at]
  if (!point?.flare) return false
  if (point.pain >= alone) return true
  for (let next = at + 1; next < days.length; next += 1) {
    const later = days[next]
    if (!later || later.day > point.day + 2) return false
    if (later.flare) return true
  }
  return false
}

/**
 * All flares, oldest first, and the last day that was a flare day or may have been one. `days`: daily pain, oldest first,
 * recorded days only. `endedOn`: the day on which what was open before ended, with the treatment that it was in.
 */
export function flaresOf(
  days: readonly PainDay[],
  limits: Limits,
  endedOn: DayNumber | null = null,
): { flares: Flare[]; lastPossible: DayNumber | null } {
  const points = marked(days, limits)
  // Half of what opens a flare closes it, 1 of 2: so a clinic's rise never makes a day both.
  const calmRise = limits.flare_rise / 2
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
    if (open && endedOn !== null && open.opened < endedOn && point.day >= endedOn) {
      close(open, endedOn)
      open = null
    }
    if (!open) {
      if (point.ref !== null && opens(points, at, limits.flare_alone))
        open = { opened: point.day, ref: point.ref, last: point.day, calm: 0 }
      continue
    }
    if (point.flare) open.last = point.day
    open.calm = point.pain < open.ref + calmRise ? open.calm + 1 : 0
    if (open.calm < 2) continue
    close(open, point.day)
    open = null
  }
  if (open) close(open, endedOn !== null && open.opened < endedOn ? endedOn : null)
  return { flares, lastPossible }
}

/** Recorded days among the `window` before today. */
export const valuesBefore = (days: readonly PainDay[], today: DayNumber, window: number): number =>
  days.filter(({ day }) => day >= today - window && day < today).length
