/**
 * Rules of one exercise, in the order of evaluation: regress, hold, progress (clinical/programmes.md 3.1–3.3). The first
 * that is true decides; when none is true the dose stays. Expert opinion [EO] but for the zones behind the results [29].
 */
export const exerciseRules = [
  { id: 'r_ex_regress_swap', advice: 'regress', rule: 'ex_red_last3 >= 2' },
  { id: 'r_ex_regress_dose', advice: 'regress', rule: 'ex_last in {red, over_limit}' },
  {
    id: 'r_ex_hold',
    advice: 'hold',
    rule: '(ex_last = amber AND amber_ok = no) OR ex_last = unknown OR ex_completed_pct < 100',
  },
  { id: 'r_ex_progress_swap', advice: 'progress', rule: 'ex_top = yes AND ex_top_rounds >= 2' },
  { id: 'r_ex_progress_dose', advice: 'progress', rule: 'ex_top = no AND ex_good_streak >= need_n' },
] as const
export type ExerciseRuleId = (typeof exerciseRules)[number]['id']
