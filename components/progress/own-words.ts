import { dayLabel } from '#components/charts/days.ts'
import { meansOf } from '#components/charts/pain-series.ts'
import { isoDay } from '#lib/dates.ts'
import { firstMean, painLast7, worstOfDays } from '#lib/tracking/progress/pain/rules.ts'
import type { ProgressView } from '#lib/tracking/progress/schema.ts'
import { distanceText } from '#lib/tracking/run-logs/rules.ts'

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const monthOf = (day: number) => months[Number(isoDay(day).slice(5, 7)) - 1] ?? ''

/** A change of less than one point is within the error of a single rating. */
const noticeable = 1

/** From so many points on the last days are a flare, whatever the mean of a week says (clinical/review.md 2.2). */
const flaring = 2

/** The week that is compared ends at least so many days before this one, so that no day stands in both. */
const apart = 14

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * "Your knee hurts less than in August": only of a 7-day mean of today (`ind_pain_7d`), and only as far as the newest two
 * days go the same way. Whoever hurts now is not told that it is better.
 */
export function ownHeadline(progress: ProgressView): string {
  const { scores, from, today, side } = progress
  const silent = 'Your pain over time'
  const first = firstMean(meansOf(scores, from, today))
  const days = worstOfDays(scores, today - 6, today)
  const { mean: now } = painLast7(days)
  if (!first || now === null) return silent
  const day = from + first.at
  if (today - day < apart) return silent
  const week = now - first.value
  const lately = mean(days.filter((value) => value !== null).slice(-2)) - first.value
  const then = today - day < 60 ? `on ${dayLabel(day)}` : `in ${monthOf(day)}`
  const knee = side === 'both' ? 'Your knees hurt' : 'Your knee hurts'
  if (week <= -noticeable) return lately < 0 ? `${knee} less than ${then}` : silent
  if (week >= noticeable) return lately > 0 ? `${knee} more than ${then}` : silent
  return lately < flaring ? `${knee} about as much as ${then}` : silent
}

const over = 'This treatment has ended.'

/** Of the day itself, which counts once it is over. */
const todayWords = {
  done: 'Today’s session is done',
  part: 'Today’s session is done in part',
  missed: 'A session is planned today',
  ahead: 'A session is planned today',
} as const

export function ownSessions({
  planned,
  adherence,
  sessionWeeks,
  today,
  ended = false,
}: Pick<ProgressView, 'planned' | 'adherence' | 'sessionWeeks' | 'today' | 'ended'>): {
  title: string
  note: string
} {
  if (!planned && ended) return { title: 'No sessions', note: over }
  if (!planned) return { title: 'No sessions yet', note: 'They start when your physio sends your program.' }
  const { done, part, planned: count } = adherence
  const now = sessionWeeks.flatMap(({ sessions }) => sessions).find(({ day }) => day === today)
  if (count === 0 && now)
    return { title: todayWords[now.state], note: 'Your sessions are counted from tomorrow.' }
  if (count === 0) return { title: 'No sessions planned', note: 'None was planned in the last 14 days.' }
  const more = part === 0 ? '' : part === 1 ? 'One more in part. ' : `${part} more in part. `
  return { title: `${done} of ${count} sessions done`, note: `${more}Counted over the last 14 days.` }
}

export function ownRuns({
  runs7,
  unit = 'km',
  ended = false,
}: Pick<ProgressView, 'runs7' | 'unit' | 'ended'>): {
  title: string
  note: string
} {
  if (!runs7)
    return { title: 'No run in the last 7 days', note: ended ? over : 'Runs that you add show up here.' }
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
