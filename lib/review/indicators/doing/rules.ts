import {
  adherenceOf,
  beforeFortnight,
  creditDue,
  dueBetween,
  dueItemsNeeded,
  inFortnight,
  sessionsNeeded,
} from '#lib/tracking/progress/adherence/rules.ts'
import type { Course } from '#lib/tracking/progress/course/schema.ts'
import { type DueItem, matchDue } from '#lib/tracking/progress/matching/rules.ts'
import { awaitedSince } from '#lib/tracking/progress/silence/rules.ts'
import { countDays } from '#lib/tracking/results/rules.ts'
import type { Logs } from '#lib/tracking/results/schema.ts'
import { known, needs, noProgram, reading } from '../reading/rules.ts'
import type { IndicatorInput } from '../schema.ts'

/**
 * Whether a stop only began on a day or only ended on it: nothing was due, and what was done before it, or after it, is the program.
 */
function partlyStopped({ blocks, runStops = [] }: Course, day: number): boolean {
  const then = [...blocks, ...runStops].filter(({ from, to }) => from <= day && (to === null || day <= to))
  return then.length > 0 && then.every(({ from, to }) => from === day || to === day)
}

/** Sets beyond the prescription over days 1–14, in percent of the sets that were due; null without any. */
function extraPct(due: readonly DueItem[], course: Course, today: number): number | null {
  const inWindow = (day: number) => inFortnight(day, today)
  const { found, unused } = matchDue(due, course)
  const planned = course.plan?.versions.flatMap(({ phases }) => phases.flatMap(({ items }) => items)) ?? []
  const onDays = new Set(planned.map(({ key }) => key))
  const optional = new Set(planned.flatMap((item) => (item.optional ? [item.key] : [])))
  let [prescribed, beyond] = [0, 0]
  for (const { day, item } of due) if (inWindow(day)) prescribed += item.sets ?? 0
  for (const [{ item }, entry] of found)
    if (inWindow(entry.day)) beyond += Math.max(0, (entry.sets ?? 0) - (item.sets ?? entry.sets ?? 0))
  // What goes with each run is prescribed as often as somebody runs.
  for (const { key, day, sets } of unused)
    if (inWindow(day) && onDays.has(key) && !optional.has(key) && !partlyStopped(course, day)) beyond += sets
  return prescribed === 0 ? null : (100 * beyond) / prescribed
}

/** The day of the last entry, that on which the program began without one. */
function lastOn({ plan }: Course, logs: Logs, today: number): number {
  const entries = [logs.exercises, logs.runs, logs.mornings, logs.pains].flatMap(
    (list) => list.findLast(({ day }) => day <= today)?.day ?? [],
  )
  return entries.length > 0 ? Math.max(...entries) : (plan?.activatedOn ?? today)
}

/** What was done of what was due. `course` carries the entries of the logs. */
export function doingIndicators(input: IndicatorInput, course: Course, logs: Logs) {
  const { today } = input
  const due = dueBetween(course, beforeFortnight(today), today)
  const credited = creditDue(due, course).filter(({ day }) => inFortnight(day, today))
  const { items, sessions } = adherenceOf(credited)
  const few = needs(dueItemsNeeded, 'due item', 'due items in 14 days', items.of)
  const missing = course.plan ? few : noProgram
  const awaited = awaitedSince(course, lastOn(course, logs, today), today)
  const painSkips = new Set(
    logs.exercises.filter(({ skipReason }) => skipReason === 'pain').map(({ day }) => day),
  )
  return {
    ind_adherence_pct: reading(items.value, missing),
    ind_session_adherence_pct: reading(
      sessions.value,
      course.plan
        ? needs(sessionsNeeded, 'planned session', 'planned sessions in 14 days', sessions.of)
        : noProgram,
    ),
    ind_extra_pct: reading(items.of < dueItemsNeeded ? null : extraPct(due, course, today), missing),
    ind_days_since_log: reading(
      course.plan && awaited !== null ? today - awaited : null,
      course.plan ? 'needs a program that is not paused, on hold or blocked' : noProgram,
    ),
    ind_pain_skips_7d: known(countDays(painSkips, today - 6, today)),
  }
}
