import { exerciseById } from '#lib/content/exercises/index.ts'
import { templateById } from '#lib/content/programs/index.ts'
import { dueInWeek } from '#lib/programs/schedule/minutes/rules.ts'

/**
 * Which week of a phase holds. By the calendar, except in the first ten weeks of running (clinical/programmes.md 5.9): there a
 * week's run is followed by the next one only by `r_run_forward`, and the last week is repeated until the phase is left.
 */

export type WeekItem = {
  readonly exerciseId: string
  readonly fromWeek: number
  readonly untilWeek: number | null
}
export type WeekPhase = { readonly key: string; readonly items: readonly WeekItem[] }

const byRuns: ReadonlySet<string> = new Set(
  templateById('prog_beginner_prevention')?.phases.map(({ id }) => id),
)

/** Whether the weeks of the runs of a phase follow from the runs. */
export const followsRuns = (phaseKey: string): boolean => byRuns.has(phaseKey)

export const isRun = (exerciseId: string): boolean => exerciseById(exerciseId)?.region === 'return to run'

export const lastWeek = (items: readonly WeekItem[]): number =>
  Math.max(1, ...items.map(({ fromWeek }) => fromWeek))

/** The week by the calendar, `week`, in the rows of the plan. */
export const calendarRow = ({ key, items }: WeekPhase, week: number): number =>
  followsRuns(key) ? Math.min(week, lastWeek(items)) : week

export type WeekAt = {
  /** By the calendar, from 1. */
  readonly week: number
  /** That of the runs; null where they follow the calendar. */
  readonly runWeek: number | null
}

/** Whether an item belongs to its phase in that week. Nothing comes before its row by the calendar. */
export function dueInPlan(phase: WeekPhase, item: WeekItem, { week, runWeek }: WeekAt): boolean {
  const row = calendarRow(phase, week)
  return dueInWeek(item, runWeek !== null && isRun(item.exerciseId) ? Math.min(runWeek, row) : row)
}

/** A run of a later row is not there yet, on whatever day. */
export const hasBegun = ({ exerciseId, fromWeek }: WeekItem, runWeek: number | null): boolean =>
  runWeek === null || !isRun(exerciseId) || fromWeek <= runWeek
