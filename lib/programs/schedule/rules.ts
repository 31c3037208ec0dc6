import type { Exercise } from '#lib/content/exercises/types.ts'
import type { Frequency } from '#lib/content/programs/types.ts'
import { isWalk, restsBetween } from '#lib/programs/block/rules.ts'
import type { Weekday } from '#lib/programs/schema.ts'
import { dayBefore, daysApart, ordered, pickDays } from './days/rules.ts'
import type { PlannedItem, Reduced, WeekSchedule } from './schema.ts'

const strengthRegions: readonly string[] = ['hip', 'thigh', 'calf', 'trunk', 'control', 'plyometric']
const hardOrLongRuns: readonly string[] = [
  'ex_rtr_long_build',
  'ex_rtr_tempo',
  'ex_run_hill_up',
  'ex_rtr_downhill',
]

/** Never on the day after hard strength of the legs (3.7): without another day it is left out. */
const afterRest: readonly string[] = ['ex_rtr_long_build', 'ex_rtr_tempo']
export const isAfterRest = ({ id }: Pick<Exercise, 'id'>): boolean => afterRest.includes(id)

/** A long or fast run, before which the legs rest; a hill is run as well, whatever region it is of. */
export const isHardRun = ({ id }: Pick<Exercise, 'id'>): boolean => hardOrLongRuns.includes(id)

/** A run is not part of the minutes that somebody has for exercises. */
export const isRunning = (exercise: Exercise): boolean =>
  ['return to run', 'running drill', 'cross-training'].includes(exercise.region)

/** Days in a week; "every 2 days" is three with a day between in each week. A range starts at its lower end. */
export const timesPerWeek = (frequency: Frequency): number =>
  frequency.kind === 'weekly'
    ? Math.min(7, frequency.min)
    : frequency.kind === 'every_days'
      ? Math.max(1, Math.floor(7 / frequency.days))
      : 0

const isHold = (exercise: Exercise) => exercise.dose.pace === 'hold' && exercise.dose.reps === null

/** Items that may stand on neighboring days (3.7): four or more a week, holds, stretches, and what is not strength. */
export const needsRestDay = (item: Pick<PlannedItem, 'exercise' | 'frequency'>): boolean =>
  strengthRegions.includes(item.exercise.region) &&
  (item.exercise.region === 'plyometric' || (timesPerWeek(item.frequency) < 4 && !isHold(item.exercise)))

/** Strength of the legs that would tire a long or fast run on the next day [EO]. */
export const isHardLegs = (exercise: Exercise) =>
  exercise.region === 'plyometric' ||
  (['hip', 'thigh', 'calf'].includes(exercise.region) && (exercise.dose.rpe?.max ?? 0) >= 7)

const isRun = ({ exercise }: PlannedItem) => exercise.region === 'return to run' && !isWalk(exercise.id)

const minGap = (item: PlannedItem) => {
  const spaced = item.frequency.kind === 'every_days' ? item.frequency.days : 1
  return Math.max(spaced, needsRestDay(item) || isRun(item) ? 2 : 1)
}

type Weeks = Pick<PlannedItem, 'fromWeek' | 'untilWeek'>
export const meet = (a: Weeks, b: Weeks): boolean =>
  a.fromWeek <= (b.untilWeek ?? 99) && b.fromWeek <= (a.untilWeek ?? 99)

type Placed = { readonly item: PlannedItem; readonly days: readonly Weekday[] }

const minutesOn = (placed: readonly Placed[], item: PlannedItem, day: Weekday) =>
  placed
    .filter((other) => meet(other.item, item) && other.days.includes(day) && !isRunning(other.item.exercise))
    .reduce((sum, other) => sum + other.item.minutes, 0)

/** Each weighs more than everything below it together, in a week of seven days. */
const weight = { tiredLegs: 10_000, offSessionDays: 1000, runsNear: 100 }

/** Other runs only never share a day. */
const isByMinutes = ({ exercise }: PlannedItem) => restsBetween({ exerciseId: exercise.id })
const isOneRow = (a: PlannedItem, b: PlannedItem) =>
  isByMinutes(a) && isByMinutes(b) && a.fromWeek === b.fromWeek && a.untilWeek === b.untilWeek

/** The days on which a run may still go: not those of another run of its weeks, nor after hard legs what needs rested ones. */
function daysForRun(item: PlannedItem, available: readonly Weekday[], placed: readonly Placed[]): Weekday[] {
  const meeting = placed.filter((other) => meet(other.item, item))
  const others = meeting.filter((other) => isRun(other.item))
  const hard = isAfterRest(item.exercise)
    ? meeting.filter((other) => isHardLegs(other.item.exercise)).flatMap(({ days }) => days)
    : []
  const rested = available.filter((day) => !hard.includes(dayBefore(day)))
  return rested.filter((day) =>
    others.every((other) => {
      const apart = isByMinutes(item) && isByMinutes(other.item) ? 2 : 1
      return other.days.every((taken) => daysApart(day, taken) >= apart)
    }),
  )
}

/** How unwelcome a set of days is: hard legs before a long run first, then days not preferred, then the load of the day. */
function cost(
  item: PlannedItem,
  days: readonly Weekday[],
  placed: readonly Placed[],
  sessions: readonly Weekday[],
): number {
  const region = (test: (other: Placed) => boolean) =>
    placed.filter((other) => meet(other.item, item) && test(other)).flatMap((other) => other.days)
  const outside = (wanted: readonly Weekday[]) => days.filter((day) => !wanted.includes(day)).length
  const hard = region((other) => isHardLegs(other.item.exercise))
  const tired = isHardRun(item.exercise)
    ? days.filter((day) => hard.includes(dayBefore(day))).length * weight.tiredLegs
    : 0
  if (item.onDaysBetween) return days.length - outside(region((other) => needsRestDay(other.item)))
  if (item.exercise.region === 'return to run') {
    const runs = region((other) => other.item.exercise.region === 'return to run')
    const near = days.filter((day) => runs.some((run) => daysApart(day, run) < 2)).length
    const onSessionDays = days.filter((day) => sessions.includes(day)).length
    return tired + near * weight.runsNear + onSessionDays
  }
  if (item.exercise.region === 'running drill')
    return tired + outside(region((other) => other.item.exercise.region === 'return to run'))
  if (item.exercise.region === 'cross-training') return days.filter((day) => sessions.includes(day)).length
  if (timesPerWeek(item.frequency) < 4 && !strengthRegions.includes(item.exercise.region))
    return outside(sessions)
  // Squares, so that two days of 30 minutes are better than one of 50 and one of 10.
  const load = days.reduce((sum, day) => sum + (minutesOn(placed, item, day) + item.minutes) ** 2, 0)
  return outside(sessions) * weight.offSessionDays + load / 1000
}

/** Who looks for days first: what needs rest days, then what goes on any day, then runs, last what fills the days between. */
function turnOf(item: PlannedItem): number {
  if (item.onDaysBetween) return 3
  if (isRunning(item.exercise)) return 2
  return needsRestDay(item) ? 0 : 1
}

/**
 * Within a turn: runs by stages, which the rest of the runs follows, the long run, other runs, drills, of the rest what is
 * on most days.
 */
function placeOf({ exercise, frequency, staged }: PlannedItem): number {
  if (staged) return -200
  if (exercise.id === 'ex_rtr_long_build') return -100
  if (exercise.region === 'return to run') return 0
  return (exercise.region === 'running drill' ? 100 : 0) - timesPerWeek(frequency)
}

const order = (item: PlannedItem) => turnOf(item) * 1000 + placeOf(item)

/** Long exercises find their days first; runs keep the order of the template. */
const longerFirst = (a: PlannedItem, b: PlannedItem) => (isRunning(a.exercise) ? 0 : b.minutes - a.minutes)

/** What looks for its days together: the runs by minutes of the same weeks, in the order of the template. */
function rowsOf(queue: readonly PlannedItem[]): PlannedItem[][] {
  const rows: PlannedItem[][] = []
  for (const item of queue) {
    const row = isByMinutes(item) ? rows.find(([first]) => first && isOneRow(first, item)) : undefined
    if (row) row.push(item)
    else rows.push([item])
  }
  return rows
}

/** Days for a row, the first of the week for its first item (5.9: "first day 2 × 13"). */
function placeRow(
  row: readonly PlannedItem[],
  candidates: readonly Weekday[],
  costOf: (days: readonly Weekday[]) => number,
): Placed[] {
  const counts = row.map(({ frequency }) => timesPerWeek(frequency))
  const count = counts.reduce((sum, times) => sum + times, 0)
  const days = pickDays(candidates, {
    count,
    minGap: count >= 4 ? 1 : Math.max(...row.map(minGap)),
    cost: costOf,
  })
  let from = 0
  return row.map((item, at) => {
    const until = from + (counts[at] ?? 0)
    const own = days.slice(from, until)
    from = until
    return { item, days: own }
  })
}

/**
 * Spreads the items of a phase over the days that the person has (3.7). Strength with rest days goes on session days,
 * which never stand next to each other, Sunday and Monday included; so every region rests a day and plyometric days are
 * 48 h apart. No day has two runs. With too few days there are fewer sessions, not less rest; `reduced` says which items
 * got fewer.
 */
export function scheduleWeek(
  items: readonly PlannedItem[],
  daysAvailable: readonly Weekday[],
  sessionsPerWeek: number,
): WeekSchedule {
  const available = ordered(daysAvailable)
  const sessionDays = pickDays(available, { count: sessionsPerWeek, minGap: 2 })
  const queue = items
    .filter((item) => item.frequency.kind !== 'each_run')
    .map((item, at) => ({ item, at }))
    .sort((a, b) => order(a.item) - order(b.item) || longerFirst(a.item, b.item) || a.at - b.at)
    .map(({ item }) => item)
  const placed: Placed[] = []
  for (const row of rowsOf(queue)) {
    const [first] = row
    if (!first) continue
    const free = needsRestDay(first) ? sessionDays : available
    const candidates = isRun(first) ? daysForRun(first, free, placed) : free
    placed.push(...placeRow(row, candidates, (days) => cost(first, days, placed, sessionDays)))
  }
  const reduced = placed.flatMap(({ item, days }): Reduced[] => {
    const wanted = timesPerWeek(item.frequency)
    return days.length < wanted ? [{ key: item.key, wanted, given: days.length }] : []
  })
  const days = new Map<string, readonly Weekday[] | 'each_run'>()
  for (const item of items) {
    const found = placed.find((other) => other.item.key === item.key)
    days.set(item.key, found ? found.days : 'each_run')
  }
  return { days, sessionDays, reduced }
}
