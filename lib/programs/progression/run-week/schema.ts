import type { SessionResult } from '#lib/tracking/results/schema.ts'

/** Which week of the plan the runs are in, and what its end rests on. */
export type RunWeek = {
  /** Counted from 1 in the phase. */
  readonly week: number
  /** The how manieth week with this run; 1 for the first. */
  readonly round: number
  /** The phase has no later run. */
  readonly last: boolean
  /** `run_good_streak` and `need_n`. */
  readonly good: number
  readonly needN: number
  /** `run_last`; null without a run in the days of this week. */
  readonly result: SessionResult | null
  /** `r_run_forward` holds by what is recorded so far. */
  readonly forward: boolean
  /** No increase of running load until the physio confirms it (clinical/programmes.md 3.4). */
  readonly loadHeld: boolean
}
