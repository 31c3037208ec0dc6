import { latestMean, sevenDayMean, worstOfDays } from '#lib/tracking/progress/pain/rules.ts'

export { latestMean, sevenDayMean, worstOfDays }

/** How a pain score is drawn; each has its own shape, so that nobody needs a color to tell them apart. */
export type PainSeries = 'during' | 'after' | 'morning' | 'other'

export const painSeries: readonly PainSeries[] = ['during', 'after', 'morning', 'other']

export const seriesNames: Record<PainSeries, string> = {
  during: 'during',
  after: 'after',
  morning: 'next morning',
  other: 'at other times',
}

/** `day`: days since 1970-01-01, so that hundreds of points cost no arithmetic with dates. */
export type PainPoint = { day: number; score: number; series: PainSeries }

/** `during_run` is drawn as `during`, `after_session` as `after`, `next_morning` as `morning`; the rest as `other`. */
export function painSeriesOf(context: string): PainSeries {
  if (context.startsWith('during')) return 'during'
  if (context.startsWith('after')) return 'after'
  return context.includes('morning') ? 'morning' : 'other'
}

/**
 * The 7-day mean for each day from `from` to `to`, also with the scores of the six days before, so that a range does not
 * begin with a gap that is none.
 */
export const meansOf = (points: readonly PainPoint[], from: number, to: number): (number | null)[] =>
  sevenDayMean(worstOfDays(points, from - 6, to)).slice(6)

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
