import type { Exercise } from '#lib/content/exercises/types.ts'
import type { Frequency } from '#lib/content/programs/types.ts'
import type { Weekday } from '#lib/programs/schema.ts'

/** What the week plan needs to know of an item. */
export type PlannedItem = {
  readonly key: string
  readonly exercise: Exercise
  readonly frequency: Frequency
  /** weeks of the phase: items of different weeks do not meet */
  readonly fromWeek: number
  readonly untilWeek: number | null
  /** minutes of one session of the item (3.5) */
  readonly minutes: number
  /** goes on the days that the other items leave free */
  readonly onDaysBetween: boolean
  /** a run of the stage table (6.2) */
  readonly staged: boolean
}

export type DayPlan = ReadonlyMap<string, readonly Weekday[] | 'each_run'>

/** An item that got fewer days than prescribed, since rest is not reduced (3.7). */
export type Reduced = { readonly key: string; readonly wanted: number; readonly given: number }

export type WeekSchedule = {
  readonly days: DayPlan
  readonly sessionDays: readonly Weekday[]
  readonly reduced: readonly Reduced[]
}
