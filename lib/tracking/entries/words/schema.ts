import type { Day } from '#lib/dates.ts'
import type { DistanceUnit, RunSettle, RunSurface, RunType } from '#lib/tracking/run-logs/schema.ts'
import type { EntryKind, Swelling } from '../schema.ts'

/** What of an entry is put into words. */

export type TitleOf = {
  kind: EntryKind
  /** Exercises, kilometers, or the score. */
  amount: number
  minutes: number | null
  unit: DistanceUnit | null
  /** The context of a pain; else null. */
  context: string | null
}

/** One exercise of a session, as it was done. */
export type ExerciseSaid = {
  id: string
  sets: number
  skipped: string | null
  reps: number | null
  hold: number | null
  minutes: number | null
  load: number | null
  effort: number | null
  pain: number | null
  after: number | null
}

export type RunSaid = {
  unit: DistanceUnit
  type: RunType
  surface: RunSurface
  finished: boolean
  shoes: string
  settle: RunSettle | null
  during: number | null
  after: number | null
}

export type EntryWords = Omit<TitleOf, 'unit'> & {
  day: Day
  exercises: readonly ExerciseSaid[]
  /** Null for a session and a pain. */
  run: RunSaid | null
  swelling: Swelling | null
  safety: readonly string[]
  safetyAsked: boolean
  injury: Readonly<Record<string, unknown>> | null
  note: string
}

/** One thing that was entered: what it is called, what was entered, and how it stands among the details. */
export type Fact = { readonly name: string; readonly value: string; readonly said: string }
