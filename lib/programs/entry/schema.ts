import type { MissingView } from '#lib/factors/words/rules.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'

/** The published version that another one goes on from, and the phase of it that the patient is in. */
export type GoesOnFrom = { readonly content: ProgramVersionContent; readonly phaseKey: string | null }

/** One thing that a phase needs before it begins. */
export type PhaseCheck = {
  readonly name: 'exit' | 'runs' | 'ready' | 'entry' | 'stages' | 'stage' | 'impact'
  readonly result: 'met' | 'not_met' | 'not_assessed'
  /** The prose of the template; of the common rule its own words. */
  readonly text: string
  /** What keeps it, in words. */
  readonly because: readonly string[]
  /** Ids that are not known and that it asks for. */
  readonly missing: readonly string[]
  /** A block keeps it: no reason helps. */
  readonly blocked: boolean
}

/** A check for a screen: with what is missing comes how to get it. */
export type CheckView = Pick<PhaseCheck, 'name' | 'result' | 'text' | 'because'> & {
  readonly missing: readonly MissingView[]
}

/** A phase that somebody may choose, and what it asks for before it begins; nothing where it goes on or has no rules. */
export type BeginView = {
  readonly key: string
  readonly name: string
  readonly state: 'may' | 'reason' | 'blocked'
  readonly checks: readonly CheckView[]
}
