import { exerciseById } from '#lib/content/exercises/index.ts'
import { beginnerRuns, templateById } from '#lib/content/programs/index.ts'
import { isRunningItem, isWalk } from '#lib/programs/block/rules.ts'
import { dueInWeek } from '#lib/programs/schedule/minutes/rules.ts'

/**
 * Which week of a phase holds. By the calendar, except in the first ten weeks of running (clinical/programmes.md 5.9):
 * there a week's run is followed by the next one only by `r_run_forward`, and the last week is repeated until the phase
 * is left.
 */

export type WeekItem = {
  readonly exerciseId: string
  readonly fromWeek: number
  readonly untilWeek: number | null
}
export type WeekPhase = { readonly key: string; readonly items: readonly WeekItem[] }

export const isRun = (exerciseId: string): boolean => exerciseById(exerciseId)?.region === 'return to run'

/** A run that is entered as one, with its distance and its pain: the walk is an exercise of the session. */
export const isPlannedRun = ({ exerciseId }: { readonly exerciseId: string }): boolean =>
  isRun(exerciseId) && !isWalk(exerciseId)

/** Whether a phase plans runs that go by their distance, and not by stages or by weeks of their own. */
export const plansDistance = ({
  key,
  items,
}: {
  readonly key: string
  readonly items: readonly (WeekItem & { readonly stage: number | null })[]
}): boolean => !followsRuns(key) && items.every(({ stage }) => stage === null) && items.some(isPlannedRun)

/** The first day of the first week with a planned run; `startedOn`: of the phase. */
export const distanceFrom = (items: readonly WeekItem[], startedOn: number): number =>
  startedOn + 7 * (Math.min(...items.filter(isPlannedRun).map(({ fromWeek }) => fromWeek)) - 1)

/** What the week of the runs bears on: the runs, and the drills that are done in one. */
const goesByRuns = (item: WeekItem): boolean => isRun(item.exerciseId) || isRunningItem(item)

/** A jump, which waits in pregnancy and after a birth. */
const isJump = ({ exerciseId }: WeekItem): boolean => exerciseById(exerciseId)?.region === 'plyometric'

/** Whether a phase brings in running or jumps by the calendar, which wait while their load may not rise. */
export const startsLoadLater = ({ key, items }: WeekPhase): boolean =>
  !followsRuns(key) && items.some((item) => item.fromWeek > 1 && (goesByRuns(item) || isJump(item)))

export const lastWeek = (items: readonly WeekItem[]): number =>
  Math.max(1, ...items.map(({ fromWeek }) => fromWeek))

/** The phases of the plan in their order, each with the number of weeks before it. */
const byRuns: ReadonlyMap<string, number> = new Map(
  templateById('prog_beginner_prevention')?.phases.map(({ id }, at, phases) => [
    id,
    phases.slice(0, at).reduce((sum, { weeks }) => sum + weeks.max, 0),
  ]),
)

/** Whether the weeks of the runs of a phase follow from the runs. */
export const followsRuns = (phaseKey: string): boolean => byRuns.has(phaseKey)

/** Whether a phase follows an earlier one of the plan, with shorter runs than its own. */
export const continuesPlan = (phaseKey: string): boolean => (byRuns.get(phaseKey) ?? 0) > 0

/** Minutes of jogging in the longest run of a row; null for one that the plan does not have. */
function jogMinutes(phaseKey: string, row: number): number | null {
  const week = (byRuns.get(phaseKey) ?? 0) + row
  const runs = beginnerRuns.filter((run) => run.week === week)
  return runs.length === 0 ? null : Math.max(...runs.map(({ repeats, jog }) => repeats * jog))
}

/** The row before the first: the first one shortened by a third ("or −30 % distance", clinical/programmes.md 3.8). */
export const firstShortened = 0
/** And before that one: its first third alone. */
export const firstThird = -1

/**
 * One step back from a row: the nearest one before it with less jogging, since before a lighter week stands a longer
 * one; from the first it is the first shortened.
 */
export function rowBack(phaseKey: string, row: number): number {
  if (row <= firstShortened) return row
  const minutes = jogMinutes(phaseKey, row)
  for (let to = row - 1; to > 0; to -= 1) {
    const less = jogMinutes(phaseKey, to)
    if (minutes === null || less === null || less < minutes) return to
  }
  return firstShortened
}

/**
 * The row after missed weeks: one step back after one, two after two or three, never below the first week of the plan. No step
 * leads to more jogging than as many weeks earlier in the plan, where a lighter week may stand.
 */
export function rowAfterMissed(phaseKey: string, row: number, missed: number): number {
  const steps = missed === 1 ? 1 : 2
  const once = rowBack(phaseKey, row)
  const back = steps === 1 ? once : rowBack(phaseKey, once)
  if (!continuesPlan(phaseKey)) return Math.max(1, back)
  const [first, earlier] = [jogMinutes(phaseKey, 1), jogMinutes(phaseKey, Math.max(1, row) - steps)]
  const isMore = first !== null && earlier !== null && (first * 2) / 3 > earlier
  return back === firstShortened && isMore ? firstThird : back
}

/** The week by the calendar, `week`, in the rows of the plan. */
export const calendarRow = ({ key, items }: WeekPhase, week: number): number =>
  followsRuns(key) ? Math.min(week, lastWeek(items)) : week

export type WeekAt = {
  /** By the calendar, from 1. */
  readonly week: number
  /** That of the runs, or in which their load is held; null where they follow the calendar. */
  readonly runWeek: number | null
  /** In which the jumps are held; null where they follow the calendar. */
  readonly jumpWeek?: number | null
}

/** The row of the runs while none is planned. */
export const noRuns = 0

/** Whether an item belongs to its phase in that week. Nothing comes before its row by the calendar. */
export function dueInPlan(phase: WeekPhase, item: WeekItem, at: WeekAt): boolean {
  const row = calendarRow(phase, at.week)
  const held = goesByRuns(item) ? at.runWeek : isJump(item) ? (at.jumpWeek ?? null) : null
  return dueInWeek(item, held === null ? row : Math.min(held, row))
}
