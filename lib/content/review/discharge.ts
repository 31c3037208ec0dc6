/** When a discharge is suggested (clinical/review.md 5): every "must" and at least two "should". */
export type DischargeCriterion = {
  readonly id: string
  readonly kind: 'must' | 'should'
  readonly text: string
  readonly rule: string
}

export const shouldNeeded = 2

export const dischargeCriteria: readonly DischargeCriterion[] = [
  {
    id: 'dis_safe',
    kind: 'must',
    text: 'No open flag above “keep in view”, no block, no open alert to act on',
    rule: 'unresolved_level in {none, monitor} AND block_level = none AND open_alert_max in {none, info, watch}',
  },
  {
    id: 'dis_calm',
    kind: 'must',
    text: 'Pain at most 2 on 5 or more days of the week, no flare for 21 days',
    rule: 'ind_pain_7d <= 2 AND ind_pain_days_7d >= 5 AND ind_flare_free_days >= 21',
  },
  {
    id: 'dis_running',
    kind: 'must',
    text: 'Running goal: 3 weeks with at least 80 % of the distance, within the limit, no breach next morning',
    rule: 'ind_weeks_goal >= 3 OR (NOT filled(goal_km_week) AND ind_weeks_full >= 3) OR (no_running_goal = yes AND chk_stairs_nprs <= 2 AND chk_walk_nprs <= 2)',
  },
  {
    id: 'dis_measures',
    kind: 'should',
    text: 'A primary measure importantly better, none worse',
    rule: 'ind_mic_count >= 1 AND ind_worse_count = 0',
  },
  {
    id: 'dis_activities',
    kind: 'should',
    text: 'Own activities 8 or more of 10, or the patient says that the goal is reached',
    rule: 'psfs_paired_mean >= 8 OR goal_reached = yes',
  },
  {
    id: 'dis_strength',
    kind: 'should',
    text: 'Knee extension at least 90 % of the other side, step-down score at most 1',
    rule: '(lsi_knee_ext >= 90 OR (affected_side = both AND chg_knee_ext_pct >= 15)) AND func_stepdown_score <= 1',
  },
  {
    id: 'dis_self',
    kind: 'should',
    text: 'Can explain the pain rules and the cap for one run',
    rule: 'self_management_ok = yes',
  },
  { id: 'dis_groc', kind: 'should', text: 'Rating of change +4 or more', rule: 'groc >= 4' },
]
