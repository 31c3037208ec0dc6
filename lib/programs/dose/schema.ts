import type { ExerciseDose } from '#lib/content/exercises/types.ts'
import type { ProgramItem } from '#lib/programs/schema.ts'

/** The part of an item that says how much: what dose texts and time estimates read. */
export type Dose = Pick<
  ProgramItem,
  | 'sets'
  | 'reps'
  | 'holdSeconds'
  | 'minutes'
  | 'distanceM'
  | 'tempo'
  | 'rpeMin'
  | 'rpeMax'
  | 'restSeconds'
  | 'sides'
>

export type DoseWithPace = Dose & Pick<ExerciseDose, 'pace'>

/** The cells of the dose editor, in words and numbers; null where a cell does not apply. */
export type DoseCells = {
  readonly sets: string
  /** "10 each", "30 s each", "20 min", "70 m" */
  readonly amount: string
  readonly load: string
  readonly tempo: string
  readonly effort: string
  readonly rest: string
}
