/**
 * Limits that stand in an order: the first of each is never above the second. Out of it a finding would be marked before it is
 * possible, or a day would be a flare by itself without being one.
 */
export const inOrder: readonly (readonly [lower: string, upper: string])[] = [
  ['flare_watch', 'flare_act'],
  ['no_log_watch', 'no_log_act'],
  ['adherence_low', 'adherence_enough'],
  ['response_weeks', 'referral_weeks'],
  ['flare_least', 'flare_alone'],
  ['review_early_days', 'review_later_days'],
  ['week_rise_possible_pct', 'week_rise_present_pct'],
  ['week_rise_present_pct', 'week_rise_marked_pct'],
  ['runs_rise_possible', 'runs_rise_present'],
  ['long_run_possible_pct', 'long_run_present_pct'],
  ['thomas_possible_deg', 'thomas_present_deg'],
  ['popliteal_possible_deg', 'popliteal_present_deg'],
  ['slr_present_deg', 'slr_possible_deg'],
  ['lunge_present_deg', 'lunge_possible_deg'],
  ['lunge_present_cm', 'lunge_possible_cm'],
  ['side_plank_present_s', 'side_plank_possible_s'],
  ['plank_possible_s', 'plank_usual_s'],
  ['cadence_present_spm', 'cadence_possible_spm'],
  ['group_moderate_points', 'group_major_points'],
]
