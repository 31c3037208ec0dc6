import type { Day } from '#lib/dates.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'

/** The version that holds on a day, with where the patient is in it. Nothing here comes from a draft. */
export type ActiveProgram = {
  programId: string
  versionId: string
  number: number
  startsOn: Day
  /** The newest published version, when it only begins later; `endsStop`: the patient may run again from then on. */
  upcoming: { number: number; startsOn: Day; endsStop: boolean } | null
  content: ProgramVersionContent
  /** Id of the row of each item by its key: what a log of an exercise refers to. */
  itemIds: Readonly<Record<string, string>>
  activatedOn: Day
  phaseKey: string
  /** The lowest stage of running in a version that has held; null without any, and where nobody asked. */
  firstStage?: number | null
  /** 0 for the first phase. */
  phasePosition: number
  phaseStartedOn: Day
  /** A clinician has paused it; a block is not stored and comes from the flags. */
  paused: { since: string; reason: string } | null
}

/**
 * Days on which a clinician had paused the program, a flag had stopped it, or she was ill; `to` is the first day on which it went on,
 * null while it still waits.
 */
export type PausedSpan = { from: Day; to: Day | null; ill?: true }
