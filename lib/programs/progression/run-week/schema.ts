import type { SessionResult } from '#lib/tracking/results/schema.ts'
import type { RunRule } from '../running/rules.ts'

/**
 * Why no run is planned: `r_run_stop` acted and no clinician has answered it, or nobody ran for four weeks or more and
 * the safety questions were not answered anew (clinical/programmes.md 3.8).
 */
export type RunsWait = 'stopped' | 'missed'

/** The weeks by the calendar that runs and jumps are held in, because their load might not rise. */
export type LoadWeek = { readonly week: number; readonly jumpWeek: number }

/** Which week of the plan the runs are in, and what its end rests on. */
export type RunWeek = {
  /** The row of the phase whose run holds, counted from 1; `noRuns` while none is planned. */
  readonly week: number
  readonly waits: RunsWait | null
  /** What led to this row; null for the first one and by `r_run_forward`. */
  readonly cause: 'back' | 'missed' | null
  /** By how much the run of the first row is shorter, where no row is before it. */
  readonly shorter: 'third' | 'two thirds' | null
  /** Whole weeks without a run before this row or this wait, 0 without any. */
  readonly missed: number
  /** The how manieth week with this run; 1 for the first. */
  readonly round: number
  /** The phase has no later run. */
  readonly last: boolean
  /** `run_good_streak` and `need_n`. */
  readonly good: number
  readonly needN: number
  /** `run_last`; null without a run in the days of this week. */
  readonly result: SessionResult | null
  /** What acted on the newest run of the phase, on its day, or led back earlier on it; null without one, or when no rule was true. */
  readonly acted: { readonly rule: RunRule; readonly result: SessionResult } | null
  /** `r_run_forward` holds by what is recorded so far. */
  readonly forward: boolean
  /** Why the running load may not rise (clinical/programmes.md 3.4), for the team; null when it may. */
  readonly loadHeld: string | null
}
