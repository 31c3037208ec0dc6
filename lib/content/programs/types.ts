import type { NumberRange } from '#lib/content/exercises/types.ts'

/** The shape of program templates and blocks (clinical/programmes.md sections 1, 4 and 5). */

/** What the template says of the dose; what it does not say is the default of the exercise. */
export type TemplateDose =
  | { readonly kind: 'default' }
  | { readonly kind: 'reps'; readonly sets: number; readonly reps: number }
  | { readonly kind: 'hold'; readonly sets: number; readonly holdSeconds: number }
  | { readonly kind: 'reps_hold'; readonly sets: number; readonly reps: number; readonly holdSeconds: number }
  | { readonly kind: 'minutes'; readonly sets: number; readonly minutes: number }

export type Frequency =
  | { readonly kind: 'weekly'; readonly min: number; readonly max: number }
  | { readonly kind: 'every_days'; readonly days: number }
  | { readonly kind: 'each_run' }

export type TemplateItem = {
  /** alternatives: the first whose needs are met is taken */
  readonly exerciseIds: readonly string[]
  readonly dose: TemplateDose
  readonly frequency: Frequency
  /** week of the phase from which it is due, counted from 1 */
  readonly fromWeek: number
  /** last week of the phase in which it is due; null = to the end */
  readonly untilWeek: number | null
  readonly optional: boolean
  readonly note: string | null
}

export type PhaseParams = {
  /** highest pain 0–10 accepted during a run and in the hour after it */
  readonly runLimit: number
  /** highest pain 0–10 accepted during an exercise and in the hour after it */
  readonly exLimit: number
  /** highest pain 0–10 in ten hops before running stages, drills and plyometrics */
  readonly hopLimit: number
  /** may amber sessions count toward progression? */
  readonly amberOk: boolean
  /** strength sessions a week */
  readonly sessionsPerWeek: number
}

/**
 * How a phase begins and ends: prose, and the rule in the rule language beside it. `{id}` and `$id` stand for a limit that a
 * clinic may set.
 */
export type PhaseRules = {
  readonly entry: string
  readonly entryRule: string
  readonly exit: string
  /** null when the phase has no end */
  readonly exitRule: string | null
}

export type PhaseTemplate = {
  readonly id: string
  /** short name that the patient reads, such as "Early 1" */
  readonly name: string
  readonly weeks: NumberRange
  readonly params: PhaseParams
  readonly items: readonly TemplateItem[]
} & PhaseRules

export type ProgramTemplate = {
  readonly id: string
  /** section of the specification, such as "5.1" */
  readonly section: string
  readonly name: string
  readonly title: string
  readonly purpose: string
  readonly runningPolicy: string | null
  /** How long it takes, where the specification says so. */
  readonly duration?: string
  /** Blocks that belong to it. */
  readonly blocks?: readonly string[]
  /** What its first runs are limited by: the minutes until pain (5.7), or the body mass index (5.9). */
  readonly firstRuns?: 'pain_onset' | 'body_mass'
  readonly phases: readonly PhaseTemplate[]
}

export type Block = {
  readonly id: string
  readonly name: string
  readonly first: readonly TemplateItem[]
  /** replace or follow the first items when these are at the top of their ladder */
  readonly later: readonly TemplateItem[]
  readonly advice: readonly string[]
  readonly note: string | null
}

/** One row of the return-to-run stage table (6.2): minutes. */
export type RunStage = {
  readonly stage: number
  readonly exerciseId: string
  readonly walk: number
  readonly jog: number
  readonly repeats: number
  readonly jogTotal: number
  readonly session: number
}

/** One run of the first ten weeks (5.9): `repeats` × (`jog` min / `walk` min), `days` times in that week. */
export type BeginnerRun = {
  readonly week: number
  readonly days: number
  readonly repeats: number
  readonly jog: number
  readonly walk: number
}
