import type { DayNumber } from '#lib/dates.ts'
import { latestMean, sevenDayMean, worstOfDays } from '#lib/tracking/progress/pain/rules.ts'
import type { PainContext, PainScorePoint } from '#lib/tracking/progress/schema.ts'

export { latestMean, sevenDayMean, worstOfDays }

/** Days since 1970-01-01, so that hundreds of points cost no arithmetic with dates. */
export type PainPoint = PainScorePoint

/** The contexts in the order in which a chart, its legend and its table name them. */
export const painSeries: readonly PainContext[] = [
  'during_run',
  'after_run',
  'during_exercise',
  'after_exercise',
  'next_morning',
  'day_worst',
  'now',
]

export const seriesNames: Readonly<Record<PainContext, string>> = {
  during_run: 'during runs',
  after_run: 'after runs',
  during_exercise: 'during exercises',
  after_exercise: 'after exercises',
  next_morning: 'next morning',
  day_worst: 'worst of the day',
  now: 'pain now',
}

/** The worst score of a context on a day. */
type Worst = { day: DayNumber; score: number }

/** Of each context that occurs from `from` to `to`, its worst score on each day that has one, oldest first. */
export function worstByContext(
  points: readonly PainPoint[],
  from: DayNumber,
  to: DayNumber,
): { context: PainContext; days: Worst[] }[] {
  const found = new Map<PainContext, Map<DayNumber, number>>()
  for (const { day, score, context } of points) {
    if (day < from || day > to) continue
    const days = found.get(context) ?? new Map<DayNumber, number>()
    days.set(day, Math.max(days.get(day) ?? 0, score))
    found.set(context, days)
  }
  return painSeries.flatMap((context) => {
    const days = [...(found.get(context) ?? [])].map(([day, score]) => ({ day, score }))
    return days.length === 0 ? [] : [{ context, days: days.sort((a, b) => a.day - b.day) }]
  })
}

/**
 * The 7-day mean for each day from `from` to `to`, also with the scores of the six days before, so that a range does not
 * begin with a gap that is none.
 */
export const meansOf = (points: readonly PainPoint[], from: number, to: number): (number | null)[] =>
  sevenDayMean(worstOfDays(points, from - 6, to)).slice(6)

const agoText = (days: number) => `${days} ${days === 1 ? 'day' : 'days'} ago`

/** What stands beside the end of the mean: how old it is. */
export const meanAge = (daysAgo: number): string => (daysAgo === 0 ? '7-day mean' : agoText(daysAgo))

/** The newest mean for who hears the picture: "7-day mean 5.0 out of 10, 40 days ago". */
export function meanWords(means: readonly (number | null)[]): string {
  const last = latestMean(means)
  if (!last) return 'too few entries for a 7-day mean'
  const age = last.daysAgo > 0 ? `, ${agoText(last.daysAgo)}` : ''
  return `7-day mean ${last.value.toFixed(1)} out of 10${age}`
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
