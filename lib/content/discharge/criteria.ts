/** Discharge criteria (clinical/review.md 5): suggested when every "must" and at least two "should" hold. */

export type DischargeCriterion = {
  readonly id: string
  readonly kind: 'must' | 'should'
  readonly text: string
  /** In the rule language; permission: of two equal sides both must fulfil it. */
  readonly rule: string
}

export const dischargeCriteria: readonly DischargeCriterion[] = [
  {
    id: 'safe',
    kind: 'must',
    text: 'No unresolved flag above “keep in view”, no block, no open alert that is for today or within two days',
    rule: 'unresolved_level in {none, monitor} AND block_level = none AND open_alert_max in {none, info, watch}',
  },
  {
    id: 'pain',
    kind: 'must',
    text: 'Mean of the worst pain of the last 7 days is 2 or less, on at least 5 recorded days, and no flare in 21 days',
    rule: 'ind_pain_7d <= 2 AND ind_pain_days_7d >= 5 AND ind_flare_free_days >= 21',
  },
  {
    id: 'running',
    kind: 'must',
    text: 'Running goal reached: 3 weeks with at least 80 % of the weekly distance within the limit; without a distance goal 3 weeks of running within it; without a running goal daily activities at 2 of 10 or less',
    rule: 'ind_weeks_goal >= 3 OR (NOT filled(goal_km_week) AND ind_weeks_full >= 3) OR (no_running_goal = yes AND chk_stairs_nprs <= 2 AND chk_walk_nprs <= 2)',
  },
  {
    id: 'measures',
    kind: 'should',
    text: 'At least one primary measure importantly better and none worse',
    rule: 'ind_mic_count >= 1 AND ind_worse_count = 0',
  },
  {
    id: 'activities',
    kind: 'should',
    text: 'Own activities (PSFS) at 8 or more on average, or the patient says the goal is reached',
    rule: 'psfs_paired_mean >= 8 OR goal_reached = yes',
  },
  {
    id: 'strength',
    kind: 'should',
    text: 'Knee extension at 90 % of the other side or more (15 % more than before when both sides are affected), and a step-down score of 1 or less',
    rule: '(lsi_knee_ext >= 90 OR (affected_side = both AND chg_knee_ext_pct >= 15)) AND func_stepdown_score <= 1',
  },
  {
    id: 'self_management',
    kind: 'should',
    text: 'The patient can explain the pain rules and the cap of a single run',
    rule: 'self_management_ok = yes',
  },
  { id: 'change', kind: 'should', text: 'The patient rates the change as +4 or more', rule: 'groc >= 4' },
]

/** How many "should" are enough. */
export const shouldNeeded = 2

/** What a physiotherapist reads for an id of these rules, with its unit. */
export const dischargeWords: Readonly<Record<string, { readonly label: string; readonly unit?: string }>> = {
  unresolved_level: { label: 'Gravest open flag' },
  block_level: { label: 'Block' },
  open_alert_max: { label: 'Gravest open alert' },
  ind_pain_7d: { label: 'Mean worst pain, 7 days', unit: 'of 10' },
  ind_pain_days_7d: { label: 'Days with pain entries, of 7' },
  ind_flare_free_days: { label: 'Days without a flare' },
  ind_weeks_goal: { label: 'Weeks in a row with the distance goal' },
  ind_weeks_full: { label: 'Weeks in a row of running within the limit' },
  goal_km_week: { label: 'Goal', unit: 'km a week' },
  no_running_goal: { label: 'No running goal' },
  chk_stairs_nprs: { label: 'Stairs, weekly check', unit: 'of 10' },
  chk_walk_nprs: { label: 'Brisk walking, weekly check', unit: 'of 10' },
  ind_mic_count: { label: 'Primary measures importantly better' },
  ind_worse_count: { label: 'Measures that are worse' },
  psfs_paired_mean: { label: 'PSFS, mean of the same activities' },
  goal_reached: { label: 'Goal reached, says the patient' },
  lsi_knee_ext: { label: 'Knee extension, of the other side', unit: '%' },
  affected_side: { label: 'Affected side' },
  chg_knee_ext_pct: { label: 'Knee extension, change since the first test', unit: '%' },
  func_stepdown_score: { label: 'Step-down score', unit: 'of 6' },
  self_management_ok: { label: 'Explains pain rules and run cap' },
  groc: { label: 'Rating of change (−5 to +5)' },
}

/** Given to the patient at the end (clinical/review.md 5). */
export const dischargeAdvice = [
  'adv_load_progression',
  'adv_session_cap',
  'adv_strength_habit',
  'adv_seek_help',
] as const
