/** Rules of a run, in the order of evaluation; when none is true the stage is repeated (clinical/programmes.md 3.8). */
export const runRules = [
  { id: 'r_run_stop', advice: 'stop', rule: 'log_flagged = yes OR (run_red_14d >= 2 AND run_back_14d >= 1)' },
  { id: 'r_run_back', advice: 'regress', rule: 'run_last = red OR run_over_streak >= 2' },
  {
    id: 'r_run_hold',
    advice: 'hold',
    rule: 'run_last in {over_limit, unknown} OR (run_last = amber AND amber_ok = no) OR run_finished = no OR run_settle = no',
  },
  { id: 'r_run_forward', advice: 'progress', rule: 'run_good_streak >= need_n' },
] as const
export type RunRuleId = (typeof runRules)[number]['id']
