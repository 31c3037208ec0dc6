import { dayNumber } from './days.ts'

/** How a pain score is drawn; each has its own shape, so that nobody needs a color to tell them apart. */
export type PainSeries = 'during' | 'after' | 'morning' | 'other'

export const painSeries: readonly PainSeries[] = ['during', 'after', 'morning', 'other']

export const seriesNames: Record<PainSeries, string> = {
  during: 'during',
  after: 'after',
  morning: 'next morning',
  other: 'at other times',
}

export type PainPoint = { day: string; score: number; series: PainSeries }

/** `during_run` is drawn as `during`, `after_session` as `after`, `next_morning` as `morning`; the rest as `other`. */
export function painSeriesOf(context: string): PainSeries {
  if (context.startsWith('during')) return 'during'
  if (context.startsWith('after')) return 'after'
  return context.includes('morning') ? 'morning' : 'other'
}

/** The worst score of each day from `from` to `to`, `null` where there is none. */
export function worstOfDays(points: readonly PainPoint[], from: number, to: number): (number | null)[] {
  const days: (number | null)[] = new Array(Math.max(0, to - from + 1)).fill(null)
  for (const { day, score } of points) {
    const at = dayNumber(day) - from
    if (at < 0 || at >= days.length) continue
    days[at] = Math.max(days[at] ?? 0, score)
  }
  return days
}

/**
 * For each day the mean of the worst scores of that day and the six before; `null` with fewer than 3 days that have one.
 * The same window and the same minimum as `ind_pain_7d` of clinical/review.md.
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
    return count >= 3 ? sum / count : null
  })
}

/** The last known mean and how many days ago that was. After more than 7 days a swatch shows it as `old`. */
export function latestMean(means: readonly (number | null)[]): { value: number; daysAgo: number } | null {
  for (let at = means.length - 1; at >= 0; at -= 1) {
    const value = means[at]
    if (typeof value === 'number') return { value, daysAgo: means.length - 1 - at }
  }
  return null
}

/** Stretches of known means, as pairs of first and last index. */
export function knownRuns(means: readonly (number | null)[]): [number, number][] {
  const runs: [number, number][] = []
  means.forEach((value, at) => {
    if (value === null) return
    const last = runs.at(-1)
    if (last && last[1] === at - 1) last[1] = at
    else runs.push([at, at])
  })
  return runs
}
