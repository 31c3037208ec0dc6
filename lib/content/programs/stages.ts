import type { Limits } from '#lib/content/limits/index.ts'
import { withNumbers } from '#lib/rules/numbers.ts'
import type { RunStage } from './types.ts'

export const runStages: readonly RunStage[] = [
  { stage: 0, exerciseId: 'ex_rtr_walk30', walk: 30, jog: 0, repeats: 1, jogTotal: 0, session: 30 },
  { stage: 1, exerciseId: 'ex_rtr_walk_run', walk: 4, jog: 1, repeats: 6, jogTotal: 6, session: 30 },
  { stage: 2, exerciseId: 'ex_rtr_walk_run', walk: 3, jog: 2, repeats: 6, jogTotal: 12, session: 30 },
  { stage: 3, exerciseId: 'ex_rtr_walk_run', walk: 2, jog: 3, repeats: 6, jogTotal: 18, session: 30 },
  { stage: 4, exerciseId: 'ex_rtr_walk_run', walk: 1, jog: 4, repeats: 6, jogTotal: 24, session: 30 },
  { stage: 5, exerciseId: 'ex_rtr_walk_run', walk: 1, jog: 6, repeats: 4, jogTotal: 24, session: 28 },
  { stage: 6, exerciseId: 'ex_rtr_walk_run', walk: 1, jog: 9, repeats: 3, jogTotal: 27, session: 30 },
  { stage: 7, exerciseId: 'ex_rtr_walk_run', walk: 1, jog: 14, repeats: 2, jogTotal: 28, session: 30 },
  { stage: 8, exerciseId: 'ex_rtr_easy_run', walk: 0, jog: 25, repeats: 1, jogTotal: 25, session: 25 },
  { stage: 9, exerciseId: 'ex_rtr_easy_run', walk: 0, jog: 30, repeats: 1, jogTotal: 30, session: 30 },
]

type StartStageRow = {
  /**
   * Null: the highest stage from 1 to 7 whose single jog bout is at most a part of the minutes until pain, 1 when there is
   * none.
   */
  readonly stage: number | null
  /** `$name` is a limit that a clinic may set. */
  readonly rule: string
  /** In words; `minutes` until pain. */
  readonly situation: (limits: Limits, minutes: number | null) => string
}

/** The stage at which somebody starts to run again, the first row that is true (clinical/programmes.md 6.3) [EO]. */
const startStageRows: readonly StartStageRow[] = [
  {
    stage: 1,
    rule: 'runner_type = beginner OR (running_status = stopped AND stopped_weeks >= $start_long_stop_weeks)',
    situation: ({ start_long_stop_weeks: long }) => `Beginner, or ${long} weeks or more without running`,
  },
  {
    stage: 2,
    rule: 'running_status = stopped AND stopped_weeks >= $start_short_stop_weeks',
    situation: ({ start_short_stop_weeks: short, start_long_stop_weeks: long }) =>
      `${short} to ${long - 1} weeks without running`,
  },
  {
    stage: 4,
    rule: 'running_status = stopped AND stopped_weeks >= 0',
    situation: ({ start_short_stop_weeks: short }) => `Up to ${short - 1} weeks without running`,
  },
  {
    stage: null,
    rule: 'running_status in {full, reduced, walk_run} AND run_pain_onset_min >= 0',
    situation: (_, minutes) => `Running, pain begins after ${minutes} minutes`,
  },
  { stage: 1, rule: 'always', situation: () => 'Not known' },
]

export const startStageRowsWith = (limits: Limits): StartStageRow[] =>
  startStageRows.map((row) => ({ ...row, rule: withNumbers(row.rule, limits) }))

/** Stage 10 has no row: there the distance is built up. */
export const lastStage = (runStages.at(-1)?.stage ?? 9) + 1
