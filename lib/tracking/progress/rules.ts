import type { DayNumber } from '#lib/dates.ts'
import type { Course, Stretch } from '#lib/tracking/progress/course/schema.ts'
import { sessionWeeks } from './adherence/rules.ts'
import type { CourseData } from './course/rules.ts'
import { painLast7, worstOfDays } from './pain/rules.ts'
import { lastSevenDays, runsByWeek } from './runs/rules.ts'
import type { ProgressView, Range, SessionState } from './schema.ts'
import { firstDay } from './series/rules.ts'

/** What the pages show of the logs of a case, as of `today`. `openedOn`: of the case. */
export function progressView(
  data: CourseData,
  today: number,
  range: Range,
  openedOn: DayNumber,
): Omit<ProgressView, 'caseId' | 'side'> {
  const { course, scores, runs } = data
  const first = range === 'all' ? firstEntry(data) : null
  const from = firstDay(range, today, first)
  const { weeks, adherence } = sessionWeeks(course, from, today)
  const worst = worstOfDays(scores, Math.min(from, today - 6), today)
  return {
    range,
    from,
    today,
    scores,
    pain7: painLast7(worst),
    painDays: worst.filter((value) => value !== null).length,
    versions: (course.plan?.versions ?? []).map(({ number, startsOn }) => ({ number, day: startsOn })),
    planned: course.plan !== null,
    sessionWeeks: weeks,
    adherence,
    runWeeks: runsByWeek(runs, from, today, Math.min(openedOn, firstLogged(data) ?? openedOn)),
    runs7: lastSevenDays(runs, today),
  }
}

const firstEntry = (data: CourseData): number | null => {
  const logged = firstLogged(data)
  const activatedOn = data.course.plan?.activatedOn ?? null
  return logged === null || activatedOn === null ? (logged ?? activatedOn) : Math.min(logged, activatedOn)
}

function firstLogged({ course, scores, runs }: CourseData): number | null {
  let first: number | null = null
  for (const entries of [scores, runs, course.done])
    for (const { day } of entries) if (first === null || day < first) first = day
  return first
}

/** A stop that ended on a day as over before it: her plan is back that day, though nothing of it counts as due. */
const overBefore =
  (day: DayNumber) =>
  <S extends Stretch>(stop: S): S =>
    stop.to === day ? { ...stop, to: day - 1 } : stop

/** Each day on which something was planned, with what came of it; a day on which something else was done is done. */
export function statesOfDays(
  course: Course,
  from: DayNumber,
  today: DayNumber,
): ReadonlyMap<DayNumber, SessionState> {
  const [blocks, runStops] = [course.blocks, course.runStops ?? []]
  const shown = {
    ...course,
    blocks: blocks.map(overBefore(today)),
    runStops: runStops.map(overBefore(today)),
  }
  const { weeks } = sessionWeeks(shown, from, today)
  const states = new Map(
    [
      ...course.done.filter(({ done }) => done).map(({ day }) => day),
      ...course.runDays,
      ...(course.walkedDays ?? []),
    ].map((day): [DayNumber, SessionState] => [day, 'done']),
  )
  for (const { day, state } of weeks.flatMap(({ sessions }) => sessions)) states.set(day, state)
  return states
}
