/** Rules of a run, in the order of evaluation; when none is true the stage is repeated (clinical/programmes.md 3.8). */
export const runRules = [
  {
    id: 'r_run_stop',
    advice: 'stop',
    rule: 'log_flagged = yes OR (run_red_14d >= 2 AND run_back_14d >= 1)',
    title: 'Running stops',
    action: 'Pause running and contact the patient. Only a clinician ends the pause.',
  },
  {
    id: 'r_run_back',
    advice: 'regress',
    rule: 'run_last = red OR run_over_streak >= 2',
    title: 'One stage back',
    action: 'Go back one stage, not below 0, or 30 % less distance; repeat it twice.',
  },
  {
    id: 'r_run_hold',
    advice: 'hold',
    rule: 'run_last in {over_limit, unknown} OR (run_last = amber AND amber_ok = no) OR run_finished = no OR run_settle = no',
    title: 'Same stage again',
    action: 'Repeat the stage.',
  },
  {
    id: 'r_run_forward',
    advice: 'progress',
    rule: 'run_good_streak >= need_n',
    title: 'Next stage',
    action: 'Go to the next stage.',
  },
] as const
export type RunRuleId = (typeof runRules)[number]['id']
