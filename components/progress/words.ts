import { dayLabel } from '#components/charts/days.ts'
import type { PainPoint } from '#components/charts/pain-series.ts'
import { painSeriesOf } from '#components/charts/pain-series.ts'
import type { PainScorePoint, SessionWeek } from '#lib/tracking/progress/schema.ts'

export const pointsOf = (scores: readonly PainScorePoint[]): PainPoint[] =>
  scores.map(({ day, score, context }) => ({ day, score, series: painSeriesOf(context) }))

export const sessionCells = (weeks: readonly SessionWeek[]) =>
  weeks.map(({ start, sessions }) => ({
    label: dayLabel(start),
    sessions: sessions.map(({ state }) => state),
  }))

/** "needs 3 days with pain entries in the last 7; 1 so far" */
export const missingPainDays = (days: number, needed: number) =>
  `Needs ${needed} days with pain entries in the last 7; ${days} so far.`
