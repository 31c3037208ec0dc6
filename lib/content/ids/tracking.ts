/** Ids of logs, indicators and program parameters (clinical/review.md, programmes.md) that rules may read. */
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import type { IdSpec } from '#lib/rules/registry.ts'

const yesNo = ['yes', 'no'] as const
const results = ['green', 'amber', 'over_limit', 'red', 'unknown'] as const

const numbers = `
  log_sets_done log_reps_done log_hold_s log_minutes log_load_kg log_rpe log_pain_during log_pain_after run_km run_min
  run_pain_during run_pain_after morning_pain day_worst_pain chk_stairs_nprs chk_walk_nprs chk_squat_nprs
  chk_stepdown_nprs max_pain item_limit ind_adherence_pct ind_session_adherence_pct ind_extra_pct ind_pain_7d
  ind_pain_days_7d ind_pain_start ind_pain_delta ind_pain_slope_wk ind_pain_slope_abs ind_flare_days
  ind_flare_free_days ind_days_since_log ind_green_pct ind_morning_breaches_14d ind_morning_breaches_7d
  ind_swelling_days_7d ind_night_pain_days_7d ind_red_ex_7d ind_red_runs_7d ind_pain_skips_7d ind_red_last3
  ind_top_count ind_good_plyo ind_walk30_ok ind_easy20_ok ind_easy25_ok ind_phase_weeks ind_phase_ratio ind_weeks
  ind_week_km ind_prev4_km ind_load_ratio ind_longest_30d_km ind_session_cap_km ind_session_spike_pct
  ind_run_ratio_30d ind_unplanned_runs_7d ind_stage ind_stage_days ind_goal_week_pct ind_weeks_goal ind_weeks_full
  ind_days_to_goal ind_goal_longest_pct ind_mic_count ind_mic_recent ind_worse_count ind_outcome_overdue_days
  ind_review_due groc akps lefs koos_pf uwri ostrc_o2 psfs psfs_paired_mean run_limit ex_limit hop_limit need_n
  sessions_per_week ex_red_last3 ex_completed_pct ex_good_streak ex_top_rounds run_over_streak run_red_14d run_back_14d
  run_good_streak run_excess base_km`

const yesNoIds = `
  log_flagged morning_breach amber_ok ex_top ind_week_runs_ok ind_run_type_ok ind_energy_worse ind_plateau
  ind_flag_overdue hold_bias discharge_ok no_running_goal goal_reached self_management_ok run_finished`

const words = (text: string): string[] => text.trim().split(/\s+/)
const option = (options: readonly string[]): IdSpec => ({ type: 'option', options })

export const trackingIds: Readonly<Record<string, IdSpec>> = Object.fromEntries<IdSpec>([
  ...words(numbers).map((id) => [id, { type: 'number' }] as const),
  ...words(yesNoIds).map((id) => [id, option(yesNo)] as const),
  ['log_date', { type: 'date' }],
  ['log_note', { type: 'text' }],
  ['log_safety', { type: 'list', options: logSafetyOptions.map((safety) => safety.id) }],
  ['log_skip_reason', option(['no_time', 'pain', 'ill', 'forgot', 'no_equipment', 'other_reason'])],
  ['run_type', option(['walk_run', 'easy', 'long', 'hills', 'fast', 'race'])],
  ['run_surface', option(['road', 'concrete', 'track', 'treadmill', 'trail', 'grass'])],
  ['run_settle', option(['yes', 'no', 'no_increase'])],
  ['morning_swelling', option(['none', 'mild', 'clear'])],
  ['ind_trend', option(['improving', 'worsening', 'no_clear_trend'])],
  ['ind_flare', option(['open', 'none'])],
  ['ex_last', option(results)],
  ['run_last', option(results)],
  ['open_alert_max', option(['none', 'info', 'watch', 'act', 'urgent'])],
])
