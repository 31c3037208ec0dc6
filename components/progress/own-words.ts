import { dayLabel } from '#components/charts/days.ts'
import { meansOf } from '#components/charts/pain-series.ts'
import { firstMean, latestMean } from '#lib/tracking/progress/pain/rules.ts'
import type { ProgressView } from '#lib/tracking/progress/schema.ts'
import { isoDay } from '#lib/tracking/progress/series/rules.ts'
import { distanceText } from '#lib/tracking/run-logs/rules.ts'

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const monthOf = (day: number) => months[Number(isoDay(day).slice(5, 7)) - 1] ?? ''

/** A change of less than one point is within the error of a single rating. */
const noticeable = 1

/** "Your knee hurts less than in August", said only when the first and the last mean tell it. */
export function ownHeadline(progress: ProgressView): string {
  const { scores, from, today, side } = progress
  const knee = side === 'both' ? 'Your knees' : 'Your knee'
  const hurt = side === 'both' ? 'hurt' : 'hurts'
  const means = meansOf(scores, from, today)
  const [first, last] = [firstMean(means), latestMean(means)]
  if (!first || !last) return 'Your pain over time'
  const day = from + first.at
  if (today - day < 14) return 'Your pain over time'
  const then = today - day < 60 ? `on ${dayLabel(day)}` : `in ${monthOf(day)}`
  const change = last.value - first.value
  if (change <= -noticeable) return `${knee} ${hurt} less than ${then}`
  if (change >= noticeable) return `${knee} ${hurt} more than ${then}`
  return `${knee} ${hurt} about as much as ${then}`
}

export function ownSessions({ planned, adherence }: ProgressView): { title: string; note: string } {
  if (!planned) return { title: 'No sessions yet', note: 'They start when your physio sends your program.' }
  const { done, part, planned: count } = adherence
  if (count === 0) return { title: 'No sessions planned', note: 'None was planned in the last 14 days.' }
  const more = part === 0 ? '' : part === 1 ? 'One more in part. ' : `${part} more in part. `
  return { title: `${done} of ${count} sessions done`, note: `${more}Counted over the last 14 days.` }
}

export function ownRuns({ runs7, unit = 'km' }: Pick<ProgressView, 'runs7' | 'unit'>): {
  title: string
  note: string
} {
  if (!runs7) return { title: 'No run in the last 7 days', note: 'Runs that you add show up here.' }
  const runs =
    runs7.count === 1 ? 'One run.' : `${runs7.count} runs, the longest ${distanceText(runs7.longest, unit)}.`
  return { title: `${distanceText(runs7.km, unit)} in the last 7 days`, note: runs }
}

/** 12 weeks, or as far back as there is something to see, 4 weeks at least: a phone has no room for empty months. */
export const ownChartFrom = ({
  from,
  today,
  scores,
}: Pick<ProgressView, 'from' | 'today' | 'scores'>): number =>
  Math.max(from, Math.min(...scores.map(({ day }) => day - 2), today - 27))
