import type { DayNumber } from '#lib/dates.ts'
import type { RunOutcome } from '#lib/tracking/results/schema.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'

/** What the distance of a week is worked out from; days in the patient's zone. */
export type WeekAsk = {
  readonly today: DayNumber
  /** Every run, oldest first. */
  readonly runs: readonly RunOutcome[]
  /** The first entry of any kind or the start of the program; a week before it is not complete. */
  readonly since: DayNumber | null
  /** First day of stage 10. */
  readonly builtSince: DayNumber
  /** What she begins with where no distance is known (6.3); null where that is not asked. */
  readonly startStage: { readonly stage: number; readonly weeks: number } | null
  readonly longestKm: number | null
  /** Weeks without a run that nobody has answered, runs in spite of the wait among them; left out where only the runs say it. */
  readonly missed?: number
  /** `goal_km_week`; null without one. */
  readonly goalKm: number | null
  /** `ind_session_cap_km`. */
  readonly capKm: number | null
  /** Why the running load may not rise (clinical/programmes.md 3.4), for the team; null when it may. */
  readonly loadHeld: string | null
  /** The rules of the stages advise to stop or to go back, and that is not answered. */
  readonly stepBackOpen: boolean
  /** What the distances are read in. */
  readonly unit: DistanceUnit
}

export type WeekFact = { readonly term: string; readonly value: string }

/** The distance of this week, Monday to Sunday, in kilometers; `unit`: what it is read in. */
export type WeekAdvice = {
  readonly rule: string
  readonly facts: readonly WeekFact[]
  readonly unit: DistanceUnit
  /** Why one run may be no longer, for the team. */
  readonly capWhy?: string
} & (
  | { readonly state: 'target'; readonly km: number; readonly capKm: number; readonly why: string }
  /** Outside the stage table, where no distance of the week is planned: one run alone. */
  | {
      readonly state: 'single'
      readonly capKm: number
      readonly why: string
      /** The run that was too much, where the cap is a step back after it. */
      readonly backOn?: DayNumber | undefined
    }
  /** No distance is known: `run`, that of a stage in words, is what she begins with. */
  | { readonly state: 'begin'; readonly run: string; readonly why: string; readonly capKm: number | null }
  /** Another rule goes first; what one run may be holds all the same, as far as it is known. */
  | { readonly state: 'waits'; readonly why: string; readonly capKm: number | null }
  | { readonly state: 'not_assessed'; readonly missing: string; readonly capKm: number | null }
)
