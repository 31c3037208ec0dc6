import type { DayNumber } from '#lib/dates.ts'
import { allowedUnder, isRunningItem, restsBetween } from '#lib/programs/block/rules.ts'
import {
  calendarRow,
  dueInPlan,
  followsRuns,
  isPlannedRun,
  noRuns,
  type WeekAt,
} from '#lib/programs/plan-week/rules.ts'
import { isLess } from '#lib/programs/progression/content/rules.ts'
import type { Course, PlanItem, PlanPhase, Stretch } from '#lib/tracking/progress/course/schema.ts'
import type { Amount } from '#lib/tracking/results/schema.ts'
import { heldOn } from '../course/rules.ts'
import { type DueItem, type Match, matchDue } from '../matching/rules.ts'
import { mondays } from '../runs/rules.ts'
import type { Adherence, Indicator, SessionState, SessionWeek } from '../schema.ts'

/** Minimum data of `ind_adherence_pct` and `ind_session_adherence_pct` (clinical/review.md 2). */
export const dueItemsNeeded = 4
export const sessionsNeeded = 2

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const weekdayOf = (day: DayNumber) => weekdays[(((day + 3) % 7) + 7) % 7] ?? 'mon'
const within = (day: DayNumber, { from, to }: Stretch) => day >= from && (to === null || day <= to)

export type CreditedItem = DueItem & {
  /** 0 to 1: min(1, sets done / sets prescribed); without sets 1 if logged. */
  readonly credit: number
}

export type PhaseOn = WeekAt & { readonly phase: PlanPhase }

/** The phase that held on a day, and its week, counted from 1 without the days on which the program rested; else null. */
export function phasesOf(course: Course): (day: DayNumber) => PhaseOn | null {
  return (day) => {
    const at = heldOn(course.plan, day)
    if (!at) return null
    const { phase, span } = at
    const week = Math.floor((day - span.startedOn - restDays(course, span.startedOn, day)) / 7) + 1
    const row = course.runRows?.findLast((one) => one.from <= day)
    const ofPhase = row && (followsRuns(phase.key) || row.from >= span.from)
    const held = ofPhase
      ? { runWeek: row.week, jumpWeek: row.jumpWeek ?? null }
      : { runWeek: null, jumpWeek: null }
    if (course.runWaits?.some((wait) => within(day, wait))) held.runWeek = noRuns
    return { phase, week: calendarRow(phase, week), ...held }
  }
}

export const isPaused = (course: Course, day: DayNumber): boolean =>
  course.paused.some((pause) => within(day, pause))

/** Whether a flag stops a day as it ends: on the day on which it is answered, what it stopped goes on. */
export const stoppedOn = ({ from, to }: Stretch, day: DayNumber): boolean =>
  day >= from && (to === null || day < to)

/** The items of a weekday in their weeks as they were shown, optional ones too, whatever is paused. */
export const plannedItems = ({ phase, ...at }: PhaseOn, day: DayNumber): PlanItem[] => {
  const weekday = weekdayOf(day)
  return phase.items.filter((item) => item.days.includes(weekday) && dueInPlan(phase, item, at))
}

/** What the item of a key was on a day. */
function exerciseOn({ plan }: Course, key: string, day: DayNumber): string | undefined {
  const versions = plan?.versions ?? []
  const version = versions.findLast(({ startsOn }) => startsOn <= day) ?? versions[0]
  return version?.phases.flatMap(({ items }) => items).find((item) => item.key === key)?.exerciseId
}

const doseOf = ({ sets, reps, holdSeconds, minutes, loadKg }: PlanItem): Amount => ({
  sets,
  reps: reps ?? null,
  holdSeconds: holdSeconds ?? null,
  minutes: minutes ?? null,
  loadKg: loadKg ?? null,
})

/**
 * What is due of an item: where she was told to do less of it that alone, and nothing where she was told to leave it out. What she
 * does in spite of it counts, too, up to what the program says.
 */
function dueOf(course: Course, item: PlanItem, day: DayNumber): PlanItem | null {
  const told = (course.less ?? []).filter(
    (one) =>
      one.key === item.key &&
      within(day, one) &&
      (one.exerciseId ?? exerciseOn(course, item.key, one.from)) === item.exerciseId &&
      !(one.than && isLess(doseOf(item), one.than)),
  )
  if (told.length === 0) return item
  const done = course.done.filter((one) => one.done && one.day === day && one.key === item.key)
  const least = Math.min(...told.map(({ sets }) => sets ?? 0))
  if (least === 0 && done.length === 0) return null
  const sets = Math.max(
    least,
    done.reduce((sum, one) => sum + one.sets, 0),
  )
  return { ...item, sets: item.sets === null ? null : Math.min(item.sets, sets) }
}

/**
 * The items due from `from` to `to`, both included: prescribed for that day by the version and phase that held then, not
 * optional, not paused by a clinician, a block, a stop of running or a day of fever (clinical/review.md 2, `ind_adherence_pct`),
 * and no more of it than she was told to do.
 */
export function dueBetween(course: Course, from: DayNumber, to: DayNumber): DueItem[] {
  const { plan } = course
  if (!plan) return []
  const phaseOn = phasesOf(course)
  const unwell = new Set(course.unwell)
  const due: DueItem[] = []
  for (let day = Math.max(from, plan.activatedOn); day <= to; day += 1) {
    const on = unwell.has(day) || isPaused(course, day) ? null : phaseOn(day)
    if (!on) continue
    const block = blockOn(course, day)
    const runStop = course.runStops?.some((stop) => within(day, stop)) ?? false
    for (const item of plannedItems(on, day))
      if (!item.optional && allowedUnder(block, item) && !(runStop && isRunningItem(item))) {
        const left = dueOf(course, item, day)
        if (left) due.push({ day, item: left })
      }
  }
  return due
}

function blockOn(course: Course, day: DayNumber): 'none' | 'impact' | 'programme' {
  const blocks = course.blocks.filter((block) => within(day, block))
  if (blocks.some(({ block }) => block === 'programme')) return 'programme'
  return blocks.length > 0 ? 'impact' : 'none'
}

/**
 * Days from `from` up to the one before `before` on which the whole program rested: paused, on hold, stopped by a flag, or a
 * fever. Nobody trained then, so that they are no time in a phase, and nothing that begins "from week n" begins because of
 * them. The day on which a flag was settled is a day of the program again.
 */
export function restDays(
  { paused, blocks, unwell }: Pick<Course, 'paused' | 'blocks' | 'unwell'>,
  from: DayNumber,
  before: DayNumber,
): number {
  const stops = blocks.filter(({ block }) => block === 'programme')
  if (paused.length + stops.length + unwell.length === 0) return 0
  const ill = new Set(unwell)
  let count = 0
  for (let day = from; day < before; day += 1) {
    const stopped = stops.some((stop) => stoppedOn(stop, day))
    if (stopped || ill.has(day) || paused.some((pause) => within(day, pause))) count += 1
  }
  return count
}

/** What each due item is credited with. A run that gave way to one for another treatment was not due. */
export function creditDue(due: readonly DueItem[], course: Course): CreditedItem[] {
  const { found } = matchDue(due, course)
  const ran = new Set(course.ranElsewhere)
  return due.flatMap((one) =>
    found.has(one) || !givesWay(one, ran)
      ? [{ ...one, credit: creditOf(one.item.sets, found.get(one)) }]
      : [],
  )
}

/** Nobody is to run twice on a day, nor on the day after a run where one of rest is between (clinical/programmes.md 6.2). */
const givesWay = ({ day, item }: DueItem, ran: ReadonlySet<DayNumber>): boolean =>
  isPlannedRun(item) && (ran.has(day) || (restsBetween(item) && ran.has(day - 1)))

function creditOf(prescribed: number | null, entry: ReturnType<Match['found']['get']>): number {
  if (!entry) return 0
  return prescribed === null || entry.sets === null ? 1 : Math.min(1, entry.sets / prescribed)
}

/** `ind_adherence_pct` of credited items: 100 × Σ credit / number of due items; null with fewer than 4. */
export function adherencePct(items: readonly Pick<CreditedItem, 'credit'>[]): Indicator {
  if (items.length < dueItemsNeeded) return { value: null, of: items.length }
  const sum = items.reduce((total, { credit }) => total + credit, 0)
  return { value: (100 * sum) / items.length, of: items.length }
}

/** A planned session: the due items of one day. Done with at least 75 % of its items credited 0.5 or more. */
export function sessionState(items: readonly Pick<CreditedItem, 'credit'>[]): 'done' | 'part' | 'missed' {
  const good = items.filter(({ credit }) => credit >= 0.5).length
  if (items.length > 0 && good >= 0.75 * items.length) return 'done'
  return items.some(({ credit }) => credit > 0) ? 'part' : 'missed'
}

function byDay(items: readonly CreditedItem[]): Map<DayNumber, CreditedItem[]> {
  const days = new Map<DayNumber, CreditedItem[]>()
  for (const item of items) {
    const day = days.get(item.day)
    if (day) day.push(item)
    else days.set(item.day, [item])
  }
  return days
}

/** Whether a day is one of the days 1–14 before today. */
export const inFortnight = (day: DayNumber, today: DayNumber): boolean => day >= today - 14 && day < today

/** An entry of a day beside them may belong to one of these days, so that one day more is read on both sides. */
export const beforeFortnight = (today: DayNumber): DayNumber => today - 15

/** Days 1–14 before today: due items and what they are credited with. */
export function lastFortnight(course: Course, today: DayNumber): CreditedItem[] {
  const credited = creditDue(dueBetween(course, beforeFortnight(today), today), course)
  return credited.filter(({ day }) => inFortnight(day, today))
}

export function adherenceOf(credited: readonly CreditedItem[]): Adherence {
  const states = [...byDay(credited).values()].map(sessionState)
  const done = states.filter((state) => state === 'done').length
  const planned = states.length
  return {
    items: adherencePct(credited),
    sessions:
      planned < sessionsNeeded
        ? { value: null, of: planned }
        : { value: (100 * done) / planned, of: planned },
    done,
    part: states.filter((state) => state === 'part').length,
    planned,
  }
}

/** Planned sessions week by week (Monday to Sunday); what is not over yet lies ahead unless something was done. */
export function sessionWeeks(
  course: Course,
  from: DayNumber,
  today: DayNumber,
): { weeks: SessionWeek[]; adherence: Adherence } {
  const starts = mondays(from, today)
  const first = starts[0] ?? today
  const end = (starts.at(-1) ?? today) + 6
  const credited = creditDue(dueBetween(course, Math.min(first, beforeFortnight(today)), end), course)
  const days = byDay(credited)
  const stateOn = (day: DayNumber, items: readonly CreditedItem[]): SessionState => {
    const state = sessionState(items)
    return state === 'missed' && day >= today ? 'ahead' : state
  }
  const weeks = starts.map((start) => ({
    start,
    sessions: [0, 1, 2, 3, 4, 5, 6].flatMap((offset) => {
      const items = days.get(start + offset)
      return items ? [{ day: start + offset, state: stateOn(start + offset, items) }] : []
    }),
  }))
  return { weeks, adherence: adherenceOf(credited.filter(({ day }) => inFortnight(day, today))) }
}
