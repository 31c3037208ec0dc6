import { type DayNumber, dayNumber } from '#lib/dates.ts'
import { sessionWeeks } from '../progress/adherence/rules.ts'
import type { CourseData } from '../progress/course/rules.ts'
import { sevenDayMean } from '../progress/pain/rules.ts'
import { mondayOf, runsByWeek } from '../progress/runs/rules.ts'
import type { PainContext } from '../progress/schema.ts'
import {
  daysOfLink,
  type PainOfDay,
  type TimelineDay,
  type TimelineEvent,
  type TimelineModel,
  type TimelineSearch,
  type TimelineWindow,
  type Zoom,
} from './schema.ts'

/**
 * The days that an address asks for. `first`: the day the case was opened; `earliest`: before it nothing of the case can have
 * happened.
 */
export function windowOf(
  search: Pick<TimelineSearch, 'weeks' | 'until'>,
  today: DayNumber,
  { first, earliest }: { first: DayNumber; earliest: DayNumber },
): TimelineWindow {
  const span = 7 * Number(search.weeks)
  const asked = search.until === null ? today : dayNumber(search.until)
  const to = Math.min(today, Math.max(asked, Math.min(earliest, today)))
  const from = to - span + 1
  return {
    from,
    to,
    today,
    earlier: from > first ? from - 1 : null,
    later: to < today ? Math.min(today, to + span) : null,
  }
}

/** The same with the way to what lies before the day on which the case was opened, entered from paper or told by a form. */
export const withEarlier = (window: TimelineWindow, isMore: boolean): TimelineWindow =>
  isMore ? { ...window, earlier: window.from - 1 } : window

type Series = keyof PainOfDay

const seriesOf: Readonly<Record<PainContext, Series>> = {
  during_exercise: 'during',
  during_run: 'during',
  after_exercise: 'after',
  after_run: 'after',
  next_morning: 'morning',
  now: 'other',
  day_worst: 'other',
}

const noPain: PainOfDay = { during: null, after: null, morning: null, other: null }

/** The worst of a day whatever its kind: daily pain (clinical/review.md 1); null without a score. */
export function worstOf({ during, after, morning, other }: PainOfDay): number | null {
  const known = [during, after, morning, other].filter((score) => score !== null)
  return known.length === 0 ? null : Math.max(...known)
}

function painDays(scores: CourseData['scores'], from: DayNumber, to: DayNumber): Map<DayNumber, PainOfDay> {
  const days = new Map<DayNumber, PainOfDay>()
  for (const { day, score, context } of scores) {
    if (day < from || day > to) continue
    const known = days.get(day) ?? { ...noPain }
    const series = seriesOf[context]
    known[series] = Math.max(known[series] ?? 0, score)
    days.set(day, known)
  }
  return days
}

const tenth = (value: number) => Math.round(value * 10) / 10

type More = {
  /** What one run of each day was not to be longer than, and the next one. */
  readonly caps?: {
    readonly byDay: ReadonlyMap<DayNumber, number | null>
    readonly next: number | null
  }
  /** The last day on which the program held, of a case that has ended. */
  readonly over?: DayNumber | null
}

/** The lanes of a window. `data`: entries from the week before it to today; events and entries outside are left out. */
export function timelineModel(
  data: CourseData,
  events: readonly TimelineEvent[],
  window: TimelineWindow,
  { caps, over = null }: More = {},
): TimelineModel {
  const { from, to, today } = window
  const pains = painDays(data.scores, from - 6, to)
  const { weeks } = sessionWeeks(data.course, from, today)
  const states = new Map(weeks.flatMap(({ sessions }) => sessions.map(({ day, state }) => [day, state])))
  const count = to - from + 1
  const days = Array.from({ length: count }, (_, at): TimelineDay => {
    const day = from + at
    const runs = data.runs.filter((run) => run.day === day).map(({ km }) => km)
    return {
      day,
      pain: pains.get(day) ?? noPain,
      km: runs.length === 0 ? null : tenth(runs.reduce((sum, km) => sum + km, 0)),
      runs,
      capKm: caps?.byDay.get(day) ?? null,
      session: states.get(day) ?? null,
      events: events.filter((event) => event.day === day),
    }
  })
  const worst = Array.from({ length: count + 6 }, (_, at) => worstOf(pains.get(from - 6 + at) ?? noPain))
  return {
    ...window,
    days,
    capKm: (to === today ? caps?.next : days.at(-1)?.capKm) ?? null,
    means: sevenDayMean(worst).slice(6),
    versions: versionsOf(data, from, Math.min(to, over ?? to)),
    weeks: runsByWeek(data.runs, from, to).map(({ start, km }) => ({ start, km: km ?? 0 })),
  }
}

function versionsOf({ course }: CourseData, from: DayNumber, to: DayNumber): TimelineModel['versions'] {
  const all = course.plan?.versions ?? []
  return all.flatMap(({ number, startsOn }, at) => {
    const next = all[at + 1]?.startsOn ?? to + 1
    const [start, end] = [Math.max(from, startsOn), Math.min(to, next - 1)]
    return start <= end ? [{ number, from: start, to: end }] : []
  })
}

/** The days that one link of the chart stands for, the given day among them: itself, or its week from Monday on. */
export function linkDays(weeks: Zoom, day: DayNumber): { from: DayNumber; to: DayNumber } {
  const span = daysOfLink(weeks)
  const from = span === 1 ? day : mondayOf(day)
  return { from, to: from + span - 1 }
}

/** The window cut into its links, oldest first; those without anything on them are left out. */
export function linksOf(weeks: Zoom, days: readonly TimelineDay[]): TimelineDay[][] {
  const links = new Map<DayNumber, TimelineDay[]>()
  for (const day of days) {
    const { from } = linkDays(weeks, day.day)
    links.set(from, [...(links.get(from) ?? []), day])
  }
  return [...links.values()].filter((list) => !list.every(isEmpty))
}

/** Whether anything stands on a day, so that it can be opened. */
export const isEmpty = ({ pain, km, session, events }: TimelineDay): boolean =>
  worstOf(pain) === null && km === null && (session === null || session === 'ahead') && events.length === 0
