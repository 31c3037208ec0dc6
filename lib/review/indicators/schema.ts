import type { Limits } from '#lib/content/limits/index.ts'
import type { DayNumber } from '#lib/dates.ts'
import type { PastVersion } from '#lib/programs/progression/past/rules.ts'
import type { RunsRead } from '#lib/programs/progression/run-rows/rules.ts'
import type { Stage } from '#lib/programs/progression/running/rules.ts'
import type { ToldKind } from '#lib/programs/progression/schema.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import type { Course } from '#lib/tracking/progress/course/schema.ts'
import type {
  Amount,
  ExerciseOutcome,
  FormAnswers,
  Logs,
  RunOutcome,
  YesNo,
} from '#lib/tracking/results/schema.ts'

/**
 * Indicators of a case (clinical/review.md 2).
 *
 *   const found = indicatorsOf(input)            // rules.ts; pure, `input.today` is the clock
 *   found.readings.ind_pain_7d                   // { value: 3.2, missing: null }
 *   found.readings.ind_pain_slope_wk             // { value: null, missing: 'needs 8 days with pain entries; 5 so far' }
 *   evaluate(rule, { values: found.values })     // a rule of an alert, of discharge, of a phase
 *   valuesOfRun(found, runId)                    // the same with the values of one run, for rules about a log or a run
 *   found.pain, found.results, found.runs        // what charts and lists show
 *
 * Indicators without their minimum data are null, and absent from no map: a rule that needs one is not assessed.
 */

export const indicatorIds = [
  'ind_adherence_pct',
  'ind_session_adherence_pct',
  'ind_extra_pct',
  'ind_pain_7d',
  'ind_pain_days_7d',
  'ind_pain_start',
  'ind_pain_delta',
  'ind_pain_slope_wk',
  'ind_pain_slope_abs',
  'ind_trend',
  'ind_flare',
  'ind_flare_days',
  'ind_flare_free_days',
  'ind_days_since_log',
  'ind_green_pct',
  'ind_morning_breaches_14d',
  'ind_morning_breaches_7d',
  'ind_swelling_days_7d',
  'ind_night_pain_days_7d',
  'ind_red_ex_7d',
  'ind_red_runs_7d',
  'ind_pain_skips_7d',
  'ind_red_last3',
  'ind_top_count',
  'ind_good_plyo',
  'ind_walk30_ok',
  'ind_easy20_ok',
  'ind_easy25_ok',
  'ind_week_runs_ok',
  'ind_phase_weeks',
  'ind_phase_ratio',
  'ind_weeks',
  'ind_week_km',
  'ind_prev4_km',
  'ind_load_ratio',
  'ind_longest_30d_km',
  'ind_session_cap_km',
  'ind_session_spike_pct',
  'ind_run_ratio_30d',
  'ind_unplanned_runs_7d',
  'ind_run_type_ok',
  'ind_stage',
  'ind_stage_days',
  'ind_goal_week_pct',
  'ind_weeks_goal',
  'ind_weeks_full',
  'ind_days_to_goal',
  'ind_goal_longest_pct',
  'ind_mic_count',
  'ind_mic_recent',
  'ind_worse_count',
  'ind_outcome_overdue_days',
  'ind_energy_worse',
  'ind_plateau',
  'ind_review_due',
  'ind_flag_overdue',
] as const
export type IndicatorId = (typeof indicatorIds)[number]

/** The dose of an item of the present phase, for the ladder (clinical/programmes.md 3.3). */
export type PresentItem = {
  readonly key: string
  readonly exerciseId: string
  readonly dose: Amount
  /** "Default": the dose with which the phase prescribes the exercise, before any step of the ladder. */
  readonly base: Amount
  /** How often the load was raised by a step of the ladder since then: 0 in the first of three loops. */
  readonly loadSteps: number
  /** First day of the present dose. */
  readonly since: DayNumber
  /** First day of the exercise, since another one or none stood in its place. */
  readonly becameOn: DayNumber
  readonly loweredOn: DayNumber | null
  /** Exercises that it was before: each left at its top for a harder one. Left out where there are none. */
  readonly outgrown?: readonly string[]
}

/** The phase that the patient is in; null before a program is active. */
export type PhaseFacts = {
  readonly key: string
  readonly startedOn: DayNumber
  /** The longest usual duration. */
  readonly weeksMax: number
  readonly amberOk: boolean
  readonly items: readonly PresentItem[]
}

export type Goals = {
  /** `goal_km_week`, `goal_longest_km`, `event_km`: kilometers. */
  readonly kmWeek: number | null
  readonly longestKm: number | null
  readonly eventKm: number | null
  readonly goalDate: DayNumber | null
  readonly eventDate: DayNumber | null
}

/**
 * What the outcome measures say (clinical/outcome-measures.md 2 and 3), worked out elsewhere. null = not known: no
 * follow-up yet, nothing open.
 */
export type OutcomeIndicators = {
  readonly micCount: number | null
  readonly micRecent: number | null
  readonly worseCount: number | null
  readonly overdueDays: number | null
  /** The worst pain that a form told when the case was opened again. */
  readonly painAgain: number | null
}
export const noOutcomes: OutcomeIndicators = {
  micCount: null,
  micRecent: null,
  worseCount: null,
  overdueDays: null,
  painAgain: null,
}

/** A day, since her program began, on which she ran by another one, and the minutes of the longest run of it without walking. */
export type RanElsewhere = { readonly day: DayNumber; readonly minutes: number }

export type RanBefore = { readonly ranOn: readonly DayNumber[]; readonly walkedOn: readonly DayNumber[] }

/**
 * The first days of which every run, and every session, was read, and the days of the runs and walks of the program before them:
 * whether runs wait is the same however far back entries are read.
 */
export type ReadFrom = {
  readonly runs: DayNumber
  readonly sessions: DayNumber
} & RanBefore

export type IndicatorInput = {
  readonly today: DayNumber
  /** Those of the clinic. */
  readonly limits: Limits
  readonly logs: Logs
  /** What was planned, paused, blocked. `done`, `runDays` and `unwell` are read from `logs`, not from here. */
  readonly course: Course
  readonly phase: PhaseFacts | null
  /** 2 or 3 (clinical/programmes.md 1, `need_n`). */
  readonly needN: number
  /** Return-to-run stages in the order of time; null when the stage table is not in use. */
  readonly stages: readonly Stage[] | null
  /** From when on the phase plans runs by their distance; null or left out where it does not. */
  readonly distanceFrom?: DayNumber | null
  /** When a clinician answered what follows from missed weeks, in the order of time; left out when nobody did. */
  readonly begunAgain?: readonly DayNumber[]
  /** Runs that were entered in other treatments of hers: she runs with both knees. Left out where there are none. */
  readonly ranElsewhere?: readonly RanElsewhere[]
  /** Left out where all entries are known. */
  readonly readFrom?: ReadFrom | undefined
  /** The day on which the case was last opened again; null or left out of one that never ended. */
  readonly reopenedOn?: DayNumber | null
  /** Any order of days; those of one day as they were sent. */
  readonly forms: readonly FormAnswers[]
  readonly goals: Goals
  readonly outcomes: OutcomeIndicators
  readonly review: { readonly lastSignedOn: DayNumber | null; readonly nextOn: DayNumber | null }
  /** A flag without a response is past its target (clinical/red-flags.md 2). */
  readonly flagOverdue: boolean
}

/** An indicator: its value, or null with what is missing for it, in words for the physio. */
export type Reading =
  | { readonly value: Exclude<RuleValue, null>; readonly missing: null }
  | { readonly value: null; readonly missing: string }

/** Daily pain: the largest of all pain values of a day. */
export type PainDay = { readonly day: DayNumber; readonly pain: number }

/** Theil–Sen slope in points per week with its approximate 95 % interval [93]. */
export type Slope = {
  readonly perWeek: number
  readonly lower: number
  readonly upper: number
  /** Days with a value, and days from the first to the last of them. */
  readonly days: number
  readonly span: number
  /** The first and the last of these days. */
  readonly from: DayNumber
  readonly to: DayNumber
  /** Points of the line for a chart: pain = intercept + perWeek / 7 × (day − today). */
  readonly intercept: number
}

export type Flare = {
  readonly opened: DayNumber
  readonly lastFlareDay: DayNumber
  /** null while it is open. */
  readonly closed: DayNumber | null
  /** From the opening to the last flare day, both counted. */
  readonly duration: number
  readonly ref: number
}

/** A run with the indicators that are defined per run. */
export type RunIndicators = RunOutcome & {
  readonly longest30Km: number
  readonly capKm: number | null
  readonly spikePct: number | null
  readonly ratio30: number | null
  readonly typeOk: YesNo | null
  readonly unplanned: boolean
}

/** `ind_good_…` and `ind_top_…` of an exercise that was done at least once. */
export type ExerciseIndicators = { readonly good: number; readonly top: YesNo }

export type Indicators = {
  readonly today: DayNumber
  readonly readings: Readonly<Record<IndicatorId, Reading>>
  readonly exercises: Readonly<Record<string, ExerciseIndicators>>
  /** Everything above by id, for lib/rules; per-run ids have the value of the newest run. */
  readonly values: RuleValues
  readonly pain: {
    /** Oldest first; days without a value are left out. */
    readonly days: readonly PainDay[]
    readonly slope: Slope | null
    readonly flares: readonly Flare[]
  }
  /** Oldest first. */
  readonly results: readonly ExerciseOutcome[]
  readonly runs: readonly RunIndicators[]
  /** Walks that were entered as runs: sessions like any other, but no kilometers of running. */
  readonly walked: readonly RunOutcome[]
}

export type CaseInput = {
  readonly input: IndicatorInput
  /** Answers of all forms, a newer one over an older one, with derived values and `fac_previous_injury`. */
  readonly answers: RuleValues
  /** The same by what was sent until the end of a day. */
  readonly answersOn: (day: DayNumber) => RuleValues
  readonly versions: readonly PastVersion[]
  readonly versionId: string | null
  readonly phase: { readonly key: string; readonly position: number } | null
  readonly equipment: readonly string[]
  /** Trains at the clinic, where everything is at hand. */
  readonly atClinic: boolean
  /** Treatments of the same patient with a program that goes on, as far as they may be read. */
  readonly others: readonly string[]
  /** Every safety question has an answer; otherwise nothing goes on. */
  readonly screenComplete: boolean
  /** What the weeks of the runs follow from, as far back as it was read. */
  readonly runs: RunsRead
}

/** JSON of the statement: days since 1970. */
export type HeldText = [kind: ToldKind, from: DayNumber, to: DayNumber | null]
