import type { Day } from '#lib/dates.ts'
import type { BlockLevel } from '#lib/programs/block/rules.ts'
import type { Lately } from '#lib/tracking/lately/schema.ts'

/** What a patient reads where her plan would stand; the flags themselves stay with the clinic. */
export type WaitWords = {
  readonly messages: readonly string[]
  /** The number to call about them at this hour; empty without one. */
  readonly call: string
  readonly urgent: boolean
  /** The numbers that can be called in the messages. */
  readonly numbers: readonly string[]
  /** Where the questions stand that she is asked first; null when nothing is asked. */
  readonly ask: string | null
}

/** What holds the plan of today back, wherever it stands. */
export type Stands = {
  /** Nothing is to be done today: severe pain, a fever, what blocks, or a clinician. */
  readonly stops: boolean
  /** A flag, an injury that nobody has answered, or a safety question without an answer stops everything. */
  readonly blocked: boolean
  /** The same, or a clinician does. */
  readonly paused: boolean
  /** The rules stopped her running, and only a clinician ends that; also once one has accepted it, until the runs are back. */
  readonly runStop: boolean
  /** The stop was accepted: a phase with runs brings them back. */
  readonly runsOut: boolean
  readonly block: BlockLevel
}

/** The same in the words of the patient. */
export type Waits = WaitWords &
  Stands & {
    /** What she reads who ran today or yesterday although her runs wait; it is one of the messages. */
    readonly runsWait: string | null
    readonly lately: Lately
    /** A flare of pain is open. */
    readonly flare: boolean
    /** The newest day on which she said anything: an entry, or all of the safety questions. */
    readonly heardOn: Day | null
    /** After so many silent days the clinic calls. */
    readonly silentAfter: number
  }
