import { exerciseById } from '#lib/content/exercises/index.ts'
import { timeEstimate } from '#lib/programs/dose/rules.ts'
import { dayBefore, daysApart, ordered } from '#lib/programs/schedule/days/rules.ts'
import { isHardLegs, isHardRun, isRunning, meet } from '#lib/programs/schedule/rules.ts'
import { type ProgramItem, type Weekday, weekdays } from '#lib/programs/schema.ts'

/** Minutes of one session of an item; runs and each-run items do not count, they have their own time. */
export function sessionMinutes(item: ProgramItem): number {
  const exercise = exerciseById(item.exerciseId)
  return exercise && item.days !== 'each_run' && !isRunning(exercise) ? timeEstimate(item, exercise) : 0
}

const onDay = (item: ProgramItem, day: Weekday) => item.days !== 'each_run' && item.days.includes(day)

/** The weeks of a phase in which what is due changes; the plan is checked in each of them. */
const changingWeeks = (items: readonly ProgramItem[]) =>
  [...new Set([1, ...items.flatMap((i) => [i.fromWeek, (i.untilWeek ?? 0) + 1])])].sort((a, b) => a - b)

export const dueInWeek = (item: Pick<ProgramItem, 'fromWeek' | 'untilWeek'>, week: number): boolean =>
  week >= item.fromWeek && (item.untilWeek === null || week <= item.untilWeek)

const minutesOn = (items: readonly ProgramItem[], week: number, day: Weekday): number =>
  items
    .filter((item) => dueInWeek(item, week) && onDay(item, day))
    .reduce((total, item) => total + sessionMinutes(item), 0)

/** Minutes of exercises by weekday in a week of the phase (3.5). */
export const minutesByDay = (items: readonly ProgramItem[], week: number) =>
  Object.fromEntries(weekdays.map((day) => [day, minutesOn(items, week, day)])) as Record<Weekday, number>

export type Overfull = { readonly week: number; readonly day: Weekday; readonly minutes: number }
export type Shortened = { readonly items: readonly ProgramItem[]; readonly overfull: readonly Overfull[] }

const replace = (
  items: readonly ProgramItem[],
  key: string,
  change: (item: ProgramItem) => ProgramItem | null,
) => items.flatMap((item) => (item.key === key ? (change(item) ?? []) : item))

const without = (item: ProgramItem, day: Weekday): ProgramItem | null => {
  const days = item.days === 'each_run' ? [] : item.days.filter((d) => d !== day)
  return days.length === 0 ? null : { ...item, days }
}

/** Whether a long or fast run of its weeks is on the day after. */
const isBeforeHardRun = (item: ProgramItem, day: Weekday, items: readonly ProgramItem[]): boolean =>
  items.some((other) => {
    const exercise = exerciseById(other.exerciseId)
    if (!exercise || !isHardRun(exercise) || !meet(item, other) || other.days === 'each_run') return false
    return other.days.some((run) => dayBefore(run) === day)
  })

/**
 * May the item stand on this day as well? Its region must not be on a neighboring day, unless it is daily or a hold, and hard
 * strength of the legs not before a long or fast run.
 */
function mayMove(item: ProgramItem, from: Weekday, to: Weekday, items: readonly ProgramItem[]): boolean {
  const exercise = exerciseById(item.exerciseId)
  if (!exercise || item.days === 'each_run' || item.days.includes(to)) return false
  if (isHardLegs(exercise) && isBeforeHardRun(item, to, items)) return false
  const free = (perWeek: number, pace: string, region: string) =>
    region === 'stretching' || (region !== 'plyometric' && (perWeek >= 4 || pace === 'hold'))
  if (free(item.days.length, exercise.dose.pace, exercise.region)) return true
  return items.every((other) => {
    const region = exerciseById(other.exerciseId)
    if (!region || region.region !== exercise.region || other.days === 'each_run') return true
    if (free(other.days.length, region.dose.pace, region.region)) return true
    const days = other.key === item.key ? other.days.filter((day) => day !== from) : other.days
    return days.every((day) => daysApart(day, to) !== 1)
  })
}

function shortenDay(
  items: readonly ProgramItem[],
  week: number,
  day: Weekday,
  limit: number,
  daysAvailable: readonly Weekday[],
): readonly ProgramItem[] {
  let now = items
  const over = () => minutesOn(now, week, day) > limit + 1e-9
  const longest = (test: (item: ProgramItem) => boolean) =>
    now
      .filter((item) => dueInWeek(item, week) && onDay(item, day) && sessionMinutes(item) > 0 && test(item))
      .reduce<ProgramItem | null>(
        (best, item) => (best && sessionMinutes(best) >= sessionMinutes(item) ? best : item),
        null,
      )
  for (let item = longest((i) => i.optional); item && over(); item = longest((i) => i.optional))
    now = replace(now, item.key, (i) => without(i, day))
  for (let item = longest((i) => i.sets > 2); item && over(); item = longest((i) => i.sets > 2))
    now = replace(now, item.key, (i) => ({ ...i, sets: i.sets - 1 }))
  const rooms = () => {
    const minutes = minutesByDay(now, week)
    return (item: ProgramItem) =>
      ordered(daysAvailable)
        .filter((to) => mayMove(item, day, to, now) && minutes[to] + sessionMinutes(item) <= limit + 1e-9)
        .sort((a, b) => minutes[a] - minutes[b])[0]
  }
  while (over()) {
    const roomFor = rooms()
    const item = longest((i) => roomFor(i) !== undefined)
    const to = item && roomFor(item)
    if (!item || !to) break
    now = replace(now, item.key, (i) => ({
      ...i,
      days: ordered([...(i.days === 'each_run' ? [] : i.days), to].filter((d) => d !== day)),
    }))
  }
  return now
}

/**
 * Keeps every day within the minutes that the person has (3.5) [EO]: optional items are left out, then sets lowered by
 * one, longest item first, never below 2, then items moved to other days. What still does not fit is `overfull`: the
 * physiotherapist decides.
 */
export function shortenToMinutes(
  items: readonly ProgramItem[],
  minutesPerSession: number,
  daysAvailable: readonly Weekday[],
): Shortened {
  let now = items
  for (const week of changingWeeks(items))
    for (const day of weekdays)
      if (minutesOn(now, week, day) > minutesPerSession + 1e-9)
        now = shortenDay(now, week, day, minutesPerSession, daysAvailable)
  const overfull = changingWeeks(now).flatMap((week) =>
    weekdays
      .map((day) => ({ week, day, minutes: minutesOn(now, week, day) }))
      .filter(({ minutes }) => minutes > minutesPerSession + 1e-9),
  )
  return { items: now, overfull }
}
