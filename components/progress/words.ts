import { dayLabel } from '#components/charts/days.ts'
import type { SessionWeek } from '#lib/tracking/progress/schema.ts'

export const sessionCells = (weeks: readonly SessionWeek[]) =>
  weeks.map(({ start, sessions }) => ({
    label: dayLabel(start),
    sessions: sessions.map(({ state }) => state),
  }))

/** "needs 3 days with pain entries in the last 7; 1 so far" */
export const missingPainDays = (days: number, needed: number) =>
  `Needs ${needed} days with pain entries in the last 7; ${days} so far.`
