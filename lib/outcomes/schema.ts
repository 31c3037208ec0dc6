import type { KneeMeasure, MeasureId, ScaleId } from '#lib/content/outcomes/types.ts'
import type { Day } from '#lib/dates.ts'
import type { PausedSpan } from '#lib/programs/active/schema.ts'

/** Raw item values by item id; null = not answered. */
export type ItemValues = Readonly<Record<string, number | null>>
/** Null = no score by the rule for missing items. */
export type Scores = Readonly<Partial<Record<ScaleId, number | null>>>

/** One filled questionnaire that counts: not superseded, not withdrawn. */
export type Administration = {
  readonly id: string
  readonly measure: MeasureId
  /** The day that it is about. */
  readonly on: Day
  readonly items: ItemValues
  /** What the patient named, by item id; only of `psfs`. */
  readonly activities: Readonly<Record<string, string>>
  readonly scores: Scores
  readonly missing: number
}

export const statuses = ['better_important', 'better_possible', 'no_detectable_change', 'worse'] as const
export type Status = (typeof statuses)[number]

export type Point = { readonly on: Day; readonly score: number }

/** Change since the baseline; plus is better whichever way the scale runs. */
export type Change = {
  readonly scale: ScaleId
  /** Null for a scale that is itself a change. */
  readonly baseline: Point | null
  readonly followUp: Point
  readonly delta: number
  /** Null when nothing is known to judge a change by. */
  readonly status: Status | null
  /** The baseline is the first form after a scale was chosen while the program ran [EO]. */
  readonly afterChoice?: true
}

/** Pain for the change of `nprs`: what `ind_pain_start` and `ind_pain_7d` of clinical/review.md are made of. */
export type PainCourse = {
  /** Daily pain dp by day, only days that have one. */
  readonly daily: ReadonlyMap<Day, number>
  /** `nprs_worst_7d` of the intake; null without an answer. `again`: of the form after the case was opened again. */
  readonly intake: { readonly on: Day; readonly worst: number; readonly again?: boolean } | null
  /** `nprs_worst_7d` of later forms. */
  readonly forms: readonly { readonly on: Day; readonly worst: number }[]
}

/** What a case uses besides `nprs` and `psfs`. */
export type Chosen = {
  readonly knee: KneeMeasure | null
  /** The day on which the knee measure was chosen. */
  readonly kneeSince: Day | null
  readonly uwri: boolean
  readonly ostrc: boolean
}

/** What the schedule depends on. */
export type Timeline = {
  readonly openedOn: Day
  readonly activatedOn: Day | null
  /** The day on which the case was last opened again; null of one that never ended. */
  readonly reopenedOn: Day | null
  readonly paused: boolean
  /** When the program was paused or the case on hold, until it ended. */
  readonly pauses: readonly PausedSpan[]
  /** The day on which the case ended, however. */
  readonly closedOn: Day | null
  readonly discharged: boolean
}

/** One time at which a measure is wanted. */
export type Occasion = {
  readonly measure: MeasureId
  readonly kind: 'intake' | 'again' | 'week' | 'weekly' | 'discharge' | 'later'
  /** Weeks since the course began, for `week` and `weekly`. */
  readonly week: number | null
  readonly opensOn: Day
  readonly dueOn: Day
  /** The last day on which it counts for this time; null = no end. */
  readonly until: Day | null
}

/** Everything that the indicators of outcome measures come from. */
export type OutcomeInput = {
  readonly timeline: Timeline
  readonly chosen: Chosen
  readonly administrations: readonly Administration[]
  readonly pain: PainCourse
  /** Measures whose texts the clinic does not hold: only staff can enter them, from paper. */
  readonly onPaper: ReadonlySet<MeasureId>
}
