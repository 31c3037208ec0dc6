/**
 * Rules of one exercise, in the order of evaluation: regress, hold, progress (clinical/programmes.md 3.1–3.3). The first
 * that is true decides; when none is true the dose stays. Expert opinion [EO] but for the zones behind the results [29].
 */
export const exerciseRules = [
  {
    id: 'r_ex_regress_swap',
    advice: 'regress',
    rule: 'ex_red_last3 >= 2',
    title: 'Easier exercise after two red sessions',
    action: 'Propose the exercise below it in the library; without one, stop the exercise.',
  },
  {
    id: 'r_ex_regress_dose',
    advice: 'regress',
    rule: 'ex_last in {red, over_limit}',
    title: 'Lower dose after a session over the limit',
    action: 'Next time one set less, never below one; else 20 % less load; else a smaller range.',
  },
  {
    id: 'r_ex_hold',
    advice: 'hold',
    rule: '(ex_last = amber AND amber_ok = no) OR ex_last = unknown OR ex_completed_pct < 100',
    title: 'Same dose again',
    action: 'Repeat the dose.',
  },
  {
    id: 'r_ex_progress_swap',
    advice: 'progress',
    rule: 'ex_top = yes AND ex_top_rounds >= 2',
    title: 'Harder exercise from the top of the ladder',
    action: 'Propose the next exercise at its default dose. Never by itself when it is plyometric.',
  },
  {
    id: 'r_ex_progress_dose',
    advice: 'progress',
    rule: 'ex_top = no AND ex_good_streak >= need_n',
    title: 'One step of the dose',
    action: 'One step of the dose ladder.',
  },
] as const
export type ExerciseRuleId = (typeof exerciseRules)[number]['id']
