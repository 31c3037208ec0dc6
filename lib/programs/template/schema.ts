import type { Limits } from '#lib/content/limits/index.ts'
import type { Spared } from '#lib/exercises/rules.ts'
import type { BlockLevel } from '#lib/programs/block/rules.ts'
import type { FirstRunAnswers } from '#lib/programs/running/schema.ts'
import type { ProgramVersionContent, Weekday } from '#lib/programs/schema.ts'

/** What the intake says about the person: equipment, days and minutes. */
export type Fit = {
  readonly equipment: readonly string[]
  readonly daysAvailable: readonly Weekday[]
  readonly minutesPerSession: number
  /** trains at the clinic, where everything is at hand */
  readonly atClinic?: boolean
  /** stage of the return to running (6.3); without it the run items wait for one */
  readonly runStage?: number
  /** runs, also where no run is planned */
  readonly runs?: boolean
  /** what limits the first runs, with the distance that follows (5.7) */
  readonly firstRuns?: FirstRunAnswers & { readonly startKm: number | null; readonly limits: Limits }
  /** what the unresolved flags stop */
  readonly block?: BlockLevel
  /** what pregnancy or a recent birth keeps from being proposed (3.4) */
  readonly spared?: Spared
}

/** What the physiotherapist should look at before publishing, in words. */
export type TemplateNotice = {
  readonly kind:
    | 'left_out'
    | 'replaced'
    | 'doubled'
    | 'fewer_days'
    | 'fewer_sets'
    | 'moved'
    | 'overfull'
    | 'few_runs'
    | 'first_runs'
  readonly phaseKey: string
  readonly exerciseId: string | null
  readonly text: string
}

export type FromTemplate = {
  readonly content: ProgramVersionContent
  readonly notices: readonly TemplateNotice[]
}
