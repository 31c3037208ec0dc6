import { describe, expect, test } from 'vitest'
import { factors } from '#lib/content/factors/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { evaluate } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { conditionsOf, idsOf } from '#lib/rules/tree.ts'
import { factor, type Values, valuesOf } from '#tests/unit/factors/people.ts'

const run: Values = { onset_activity: 'running' }
const walked: Values = { onset_activity: 'walking', onset_run_context: null }
const worn = ['midsole_creased']
const sole = ['sole_worn_smooth']
const none = ['none']

/** Factor, level, values that just reach it, values that just do not, and what those give (null: not assessed). */
const rows: readonly [string, number, Values, Values, number | null][] = [
  [
    'fac_session_spike',
    1,
    { session_spike_pct: 10.1, km_longest_30d_before: 10 },
    { session_spike_pct: 10, km_longest_30d_before: 10 },
    0,
  ],
  [
    'fac_session_spike',
    2,
    { session_spike_pct: 30.1, km_longest_30d_before: 10 },
    { session_spike_pct: 30, km_longest_30d_before: 10 },
    1,
  ],
  [
    'fac_session_spike',
    2,
    { session_spike_pct: null, km_longest_30d_before: 0.9, km_onset_run: 5 },
    { session_spike_pct: null, km_longest_30d_before: 0.9, km_onset_run: 4.9 },
    null,
  ],
  [
    'fac_session_spike',
    3,
    { session_spike_pct: 100.1, km_longest_30d_before: 1 },
    { session_spike_pct: 100, km_longest_30d_before: 1 },
    2,
  ],
  [
    'fac_weekly_spike',
    1,
    { km_week_before: 5, load_change_weekly_pct: 10.1 },
    { km_week_before: 5, load_change_weekly_pct: 10 },
    0,
  ],
  [
    'fac_weekly_spike',
    2,
    { km_week_before: 5, load_change_weekly_pct: 30.1 },
    { km_week_before: 5, load_change_weekly_pct: 30 },
    1,
  ],
  ['fac_weekly_spike', 2, { km_week_before: 4.9, km_rise: 10 }, { km_week_before: 4.9, km_rise: 9.9 }, 0],
  [
    'fac_weekly_spike',
    3,
    { km_week_before: 5, load_change_weekly_pct: 100.1 },
    { km_week_before: 5, load_change_weekly_pct: 100 },
    2,
  ],
  ['fac_intensity_change', 1, { hard_change: 1 }, { hard_change: 0, ...walked }, 0],
  [
    'fac_intensity_change',
    1,
    { hard_change: 0, ...run, onset_run_context: ['faster_run'] },
    { hard_change: 0, ...run, onset_run_context: ['downhill'] },
    0,
  ],
  ['fac_intensity_change', 2, { hard_change: 2 }, { hard_change: 1 }, 1],
  ['fac_hill_change', 1, { hill_change: 'more_uphill' }, { hill_change: 'no_change', ...walked }, 0],
  [
    'fac_hill_change',
    1,
    { hill_change: 'no_change', ...run, onset_run_context: ['downhill'] },
    { hill_change: 'no_change', ...run, onset_run_context: ['race'] },
    0,
  ],
  ['fac_hill_change', 2, { hill_change: 'more_both' }, { hill_change: 'more_uphill' }, 1],
  ['fac_frequency_change', 1, { runs_change: 2 }, { runs_change: 1 }, 0],
  ['fac_frequency_change', 2, { runs_change: 3 }, { runs_change: 2 }, 1],
  [
    'fac_beginner_build',
    1,
    {
      running_years: 0.9,
      runner_type: 'recreational',
      load_change_weekly_pct: 0,
      session_spike_pct: 0,
      bmi: 22,
    },
    { running_years: 1, runner_type: 'recreational' },
    0,
  ],
  [
    'fac_beginner_build',
    1,
    { running_years: 3, runner_type: 'beginner' },
    { running_years: 3, runner_type: 'club' },
    0,
  ],
  [
    'fac_beginner_build',
    2,
    { runner_type: 'beginner', load_change_weekly_pct: 30.1 },
    { runner_type: 'beginner', load_change_weekly_pct: 30 },
    1,
  ],
  [
    'fac_beginner_build',
    2,
    { runner_type: 'beginner', session_spike_pct: 30.1 },
    { runner_type: 'beginner', session_spike_pct: 30 },
    1,
  ],
  [
    'fac_beginner_build',
    2,
    { runner_type: 'beginner', bmi: 30.1, km_week_onset: 3.1 },
    { runner_type: 'beginner', bmi: 30.1, km_week_onset: 3 },
    1,
  ],
  ['fac_return_after_break', 1, { break_recent: 'yes' }, { break_recent: 'no' }, 0],
  [
    'fac_return_after_break',
    2,
    { break_recent: 'yes', session_spike_pct: 10.1 },
    { break_recent: 'yes', session_spike_pct: 10, load_change_weekly_pct: 30 },
    1,
  ],
  [
    'fac_return_after_break',
    2,
    { break_recent: 'yes', load_change_weekly_pct: 30.1 },
    { break_recent: 'no', load_change_weekly_pct: 30.1 },
    0,
  ],
  [
    'fac_few_rest_days',
    1,
    { rest_days_week: 1, runs_week_now: 6 },
    { rest_days_week: 1, runs_week_now: 5 },
    0,
  ],
  [
    'fac_few_rest_days',
    2,
    { rest_days_week: 0, runs_week_now: 2 },
    { rest_days_week: 2, runs_week_now: 7 },
    0,
  ],
  [
    'fac_long_run_share',
    1,
    { runs_week_now: 3, long_run_share_pct: 50.1 },
    { runs_week_now: 3, long_run_share_pct: 50 },
    0,
  ],
  [
    'fac_long_run_share',
    2,
    { runs_week_now: 3, long_run_share_pct: 70.1 },
    { runs_week_now: 3, long_run_share_pct: 70 },
    1,
  ],
  [
    'fac_long_run_share',
    2,
    { runs_week_now: 3, long_run_share_pct: 90 },
    { runs_week_now: 2, long_run_share_pct: 90 },
    0,
  ],
  [
    'fac_previous_injury',
    2,
    { prev_injuries_12m: ['shin'], first_or_recurrent: 'first_time' },
    { prev_injuries_12m: none, first_or_recurrent: 'first_time' },
    0,
  ],
  [
    'fac_previous_injury',
    3,
    { prev_injuries_12m: ['same_knee'], first_or_recurrent: 'first_time' },
    { prev_injuries_12m: ['other_knee'], first_or_recurrent: 'first_time' },
    2,
  ],
  ['fac_previous_injury', 3, { first_or_recurrent: 'recurrent' }, { first_or_recurrent: 'first_time' }, null],
  ['fac_quad_weak', 1, { lsi_knee_ext: 89.9 }, { lsi_knee_ext: 90, knee_ext_low: 'no', sts30_low: 'no' }, 0],
  [
    'fac_quad_weak',
    1,
    { lsi_knee_ext: 95, knee_ext_low: 'yes' },
    { lsi_knee_ext: null, knee_ext_low: 'no', sts30_low: 'no' },
    null,
  ],
  ['fac_quad_weak', 2, { lsi_knee_ext: 79.9 }, { lsi_knee_ext: 80 }, 1],
  [
    'fac_quad_weak',
    2,
    { lsi_knee_ext: 95, sts30_low: 'yes' },
    { lsi_knee_ext: 95, knee_ext_low: 'no', sts30_low: 'no' },
    0,
  ],
  ['fac_quad_weak', 3, { lsi_knee_ext: 64.9 }, { lsi_knee_ext: 65 }, 2],
  ['fac_hip_abd_weak', 1, { lsi_hip_abd: 89.9 }, { lsi_hip_abd: 90, func_stepdown_items_right: none }, 0],
  [
    'fac_hip_abd_weak',
    1,
    { lsi_hip_abd: 95, func_stepdown_items_right: ['arms', 'pelvis'] },
    { lsi_hip_abd: 95, func_stepdown_items_left: ['pelvis'], func_stepdown_items_right: ['arms'] },
    0,
  ],
  ['fac_hip_abd_weak', 1, { form_notes: ['hips_drop'] }, { form_notes: ['long_steps'] }, null],
  [
    'fac_hip_abd_weak',
    1,
    { form_notes: ['hips_drop'] },
    { form_notes: ['hips_drop'], lsi_hip_abd: 95, func_stepdown_items_right: none },
    0,
  ],
  ['fac_hip_abd_weak', 2, { lsi_hip_abd: 79.9 }, { lsi_hip_abd: 80 }, 1],
  ['fac_hip_abd_weak', 3, { lsi_hip_abd: 64.9 }, { lsi_hip_abd: 65 }, 2],
  ['fac_hip_er_ext_weak', 1, { lsi_hip_er: 89.9, lsi_hip_ext: 95 }, { lsi_hip_er: 90, lsi_hip_ext: 90 }, 0],
  ['fac_hip_er_ext_weak', 2, { lsi_hip_er: 95, lsi_hip_ext: 79.9 }, { lsi_hip_er: 95, lsi_hip_ext: 80 }, 1],
  [
    'fac_hamstring_weak',
    1,
    { func_bridge_sl_right: 24, lsi_knee_flex: 95 },
    { func_bridge_sl_right: 25, lsi_knee_flex: 90 },
    0,
  ],
  ['fac_hamstring_weak', 2, { func_bridge_sl_right: 19 }, { func_bridge_sl_right: 20 }, 1],
  ['fac_hamstring_weak', 2, { lsi_knee_flex: 79.9 }, { lsi_knee_flex: 80 }, 1],
  [
    'fac_calf_weak',
    1,
    { heel_raise_gap: 7, heel_raise_norm_pct: 60 },
    { heel_raise_gap: 6, heel_raise_norm_pct: 80, heel_raise_diff: 0, heel_raise_diff_pct: 0 },
    0,
  ],
  [
    'fac_calf_weak',
    2,
    { heel_raise_gap: 7, heel_raise_norm_pct: 59.9 },
    { heel_raise_gap: 7, heel_raise_norm_pct: 60 },
    1,
  ],
  [
    'fac_calf_weak',
    2,
    { heel_raise_gap: 0, heel_raise_norm_pct: 100, heel_raise_diff: 7, heel_raise_diff_pct: 25.1 },
    { heel_raise_gap: 0, heel_raise_norm_pct: 100, heel_raise_diff: 7, heel_raise_diff_pct: 25 },
    0,
  ],
  [
    'fac_trunk_endurance',
    1,
    { func_side_plank_s_right: 44, func_plank_s: 60 },
    { func_side_plank_s_right: 45, func_plank_s: 30 },
    0,
  ],
  [
    'fac_trunk_endurance',
    1,
    { func_side_plank_s_right: 60, func_plank_s: 29 },
    { func_side_plank_s_right: 60, func_plank_s: 30 },
    0,
  ],
  ['fac_trunk_endurance', 2, { func_side_plank_s_right: 29 }, { func_side_plank_s_right: 30 }, 1],
  [
    'fac_control_poor',
    1,
    { func_stepdown_score_right: 2, func_squat_sl_quality_right: 'fair' },
    { func_stepdown_score_right: 1, func_squat_sl_quality_right: 'fair' },
    0,
  ],
  ['fac_control_poor', 2, { func_stepdown_score_right: 4 }, { func_stepdown_score_right: 3 }, 1],
  [
    'fac_control_poor',
    2,
    { func_squat_sl_quality_right: 'poor' },
    { func_squat_sl_quality_right: 'not_tested', func_stepdown_score_right: 0 },
    null,
  ],
  ['fac_no_strength', 1, { strength_days: 0 }, { strength_days: 2, strength_regions: ['calves'] }, 0],
  [
    'fac_no_strength',
    1,
    { strength_days: 2, strength_regions: ['trunk'] },
    { strength_days: 2, strength_regions: ['trunk', 'hips'] },
    0,
  ],
  [
    'fac_quad_tight',
    1,
    { flex_thomas_knee_deg_right: 66, prone_bend_diff_deg: 0 },
    { flex_thomas_knee_deg_right: 67, prone_bend_diff_deg: 10 },
    0,
  ],
  [
    'fac_quad_tight',
    1,
    { flex_thomas_knee_deg_right: 90, prone_bend_diff_deg: 10.1 },
    { flex_thomas_knee_deg_right: 90, prone_bend_diff_deg: 10 },
    0,
  ],
  ['fac_quad_tight', 2, { flex_thomas_knee_deg_right: 47 }, { flex_thomas_knee_deg_right: 48 }, 1],
  ['fac_hip_flexor_tight', 1, { flex_thomas_hip_deg_right: 1 }, { flex_thomas_hip_deg_right: 0 }, 0],
  ['fac_hip_flexor_tight', 2, { flex_thomas_hip_deg_right: 11 }, { flex_thomas_hip_deg_right: 10 }, 1],
  [
    'fac_hamstring_tight',
    1,
    { flex_popliteal_deg_right: 41, flex_slr_deg_right: 80 },
    { flex_popliteal_deg_right: 40, flex_slr_deg_right: 70 },
    0,
  ],
  [
    'fac_hamstring_tight',
    1,
    { flex_popliteal_deg_right: 30, flex_slr_deg_right: 69 },
    { flex_popliteal_deg_right: 30, flex_slr_deg_right: 70 },
    0,
  ],
  ['fac_hamstring_tight', 2, { flex_popliteal_deg_right: 51 }, { flex_popliteal_deg_right: 50 }, 1],
  ['fac_hamstring_tight', 2, { flex_slr_deg_right: 59 }, { flex_slr_deg_right: 60 }, 1],
  [
    'fac_calf_tight',
    1,
    { flex_wblt_deg_right: 34 },
    { flex_wblt_deg_right: 35, flex_wblt_cm_right: 8, wblt_diff_deg: 4.7, wblt_diff_cm: 1.9 },
    0,
  ],
  ['fac_calf_tight', 1, { wblt_diff_deg: 4.8 }, { wblt_diff_deg: 4.7 }, null],
  ['fac_calf_tight', 1, { wblt_diff_cm: 2 }, { wblt_diff_cm: 1.9 }, null],
  ['fac_calf_tight', 2, { flex_wblt_deg_right: 29 }, { flex_wblt_deg_right: 30 }, 1],
  ['fac_calf_tight', 2, { flex_wblt_cm_right: 4.9 }, { flex_wblt_cm_right: 5 }, 1],
  ['fac_itb_tight', 1, { flex_ober_deg_right: -1 }, { flex_ober_deg_right: 0 }, 0],
  ['fac_low_cadence', 1, { gait_cadence_spm: 170 }, { gait_cadence_spm: 171, cadence_known: 160 }, 0],
  ['fac_low_cadence', 1, { cadence_known: 170 }, { cadence_known: 171 }, null],
  ['fac_low_cadence', 2, { gait_cadence_spm: 159 }, { gait_cadence_spm: 160 }, 1],
  ...(
    [
      ['fac_overstride', 'gait_overstride', 'long_steps'],
      ['fac_pelvic_drop', 'gait_pelvic_drop', 'hips_drop'],
      ['fac_knee_valgus', 'gait_knee_valgus', 'knees_inward'],
      ['fac_crossover', 'gait_crossover', 'feet_cross'],
      ['fac_trunk_lean', 'gait_trunk_forward', 'leaning_forward'],
    ] as const
  ).flatMap(([id, gait, note]): [string, number, Values, Values, number | null][] => [
    [id, 1, { [gait]: 'mild' }, { [gait]: 'none', form_notes: [note] }, 0],
    [id, 1, { form_notes: [note] }, { form_notes: none }, null],
    [id, 1, { [gait]: 'not_tested', form_notes: [note] }, { [gait]: 'not_tested', form_notes: none }, null],
    [id, 2, { [gait]: 'marked' }, { [gait]: 'mild' }, 1],
  ]),
  [
    'fac_heavy_landing',
    1,
    { gait_noise: 'mild', gait_bounce: 'none' },
    { gait_noise: 'none', gait_bounce: 'none', form_notes: ['loud_landing'] },
    0,
  ],
  ['fac_heavy_landing', 1, { form_notes: ['loud_landing'] }, { form_notes: none }, null],
  ['fac_heavy_landing', 2, { gait_bounce: 'marked' }, { gait_noise: 'none', gait_bounce: 'mild' }, 1],
  [
    'fac_hard_surface',
    1,
    { surface_hard_pct: 80, surface_concrete_pct: 30, surface_change: 'no_change' },
    { surface_hard_pct: 80, surface_concrete_pct: 29, surface_change: 'no_change', ...walked },
    0,
  ],
  [
    'fac_hard_surface',
    1,
    {
      surface_hard_pct: 0,
      surface_concrete_pct: 0,
      surface_change: 'softer',
      ...run,
      onset_run_context: ['new_surface'],
    },
    {
      surface_hard_pct: 0,
      surface_concrete_pct: 0,
      surface_change: 'softer',
      ...run,
      onset_run_context: ['new_shoes'],
    },
    0,
  ],
  ['fac_hard_surface', 2, { surface_change: 'harder' }, { surface_change: 'softer' }, null],
  ['fac_surface_monotony', 1, { surface_top_pct: 90 }, { surface_top_pct: 89 }, 0],
  ['fac_camber', 1, { camber_side: 'yes', pain_zone_main: 'zone_retropatellar' }, { camber_side: 'no' }, 0],
  [
    'fac_camber',
    2,
    { camber_side: 'yes', pain_zone_main: 'zone_lateral_epicondyle' },
    { camber_side: 'yes', pain_zone_main: 'zone_lateral_joint_line' },
    1,
  ],
  [
    'fac_shoe_worn',
    1,
    { shoe_km: 500, shoe_age_months: 3, shoe_wear: none },
    { shoe_km: 499, shoe_age_months: 11, shoe_wear: none },
    0,
  ],
  [
    'fac_shoe_worn',
    1,
    { shoe_km: 0, shoe_age_months: 12, shoe_wear: none },
    { shoe_km: 0, shoe_age_months: 11, shoe_wear: ['upper_torn'] },
    0,
  ],
  ['fac_shoe_worn', 2, { shoe_km: 800, shoe_wear: sole }, { shoe_km: 799, shoe_wear: sole }, 1],
  ['fac_shoe_worn', 2, { shoe_km: 500, shoe_wear: worn }, { shoe_km: 499, shoe_wear: worn }, 1],
  [
    'fac_shoe_low_cushion',
    1,
    { shoe_cushioning: 'minimal', shoe_comfort: 6 },
    { shoe_cushioning: 'medium', shoe_comfort: 1 },
    0,
  ],
  [
    'fac_shoe_low_cushion',
    2,
    { shoe_cushioning: 'minimal', shoe_comfort: 5 },
    { shoe_cushioning: 'unknown', shoe_comfort: 5 },
    null,
  ],
  [
    'fac_shoe_change',
    1,
    { shoe_change_6w: 'other_model' },
    { shoe_change_6w: 'same_model_new_pair', ...walked },
    0,
  ],
  [
    'fac_shoe_change',
    1,
    { shoe_change_6w: 'no_change', ...run, onset_run_context: ['new_shoes'] },
    { shoe_change_6w: 'no_change', ...run, onset_run_context: ['race'] },
    0,
  ],
  ['fac_shoe_change', 2, { shoe_change_6w: 'carbon_plate' }, { shoe_change_6w: 'other_model' }, 1],
  ['fac_single_shoe', 1, { shoe_pairs: 1, runs_week_now: 3 }, { shoe_pairs: 1, runs_week_now: 2 }, 0],
  [
    'fac_no_warmup',
    1,
    { warmup_freq: 'usually', warmup_min: 4 },
    { warmup_freq: 'usually', warmup_min: 5 },
    0,
  ],
  ['fac_no_warmup', 1, { warmup_freq: 'sometimes' }, { warmup_freq: 'always', warmup_min: 10 }, 0],
  ['fac_no_warmup', 2, { warmup_freq: 'never' }, { warmup_freq: 'sometimes' }, 1],
  ['fac_no_cooldown', 1, { cooldown_freq: 'sometimes' }, { cooldown_freq: 'usually' }, 0],
  ['fac_no_stretching', 1, { stretch_days: 0 }, { stretch_days: 1 }, 0],
  [
    'fac_short_sleep',
    1,
    { sleep_hours: 6.5, sleep_quality: 'good' },
    { sleep_hours: 7, sleep_quality: 'fair' },
    0,
  ],
  [
    'fac_short_sleep',
    1,
    { sleep_hours: 8, sleep_quality: 'poor' },
    { sleep_hours: 8, sleep_quality: null },
    null,
  ],
  ['fac_short_sleep', 2, { sleep_hours: 5.5 }, { sleep_hours: 6 }, 1],
  ['fac_high_stress', 1, { stress_level: 7 }, { stress_level: 6 }, 0],
  ['fac_high_stress', 2, { stress_level: 9 }, { stress_level: 8 }, 1],
  [
    'fac_low_energy',
    1,
    { energy_low: 'yes', diet_restrict: 'no', periods_missed: 'no' },
    { energy_low: 'no', diet_restrict: 'yes', periods_missed: 'no' },
    0,
  ],
  [
    'fac_low_energy',
    2,
    { energy_low: 'yes', diet_restrict: 'yes' },
    { energy_low: 'yes', diet_restrict: 'no' },
    1,
  ],
  [
    'fac_low_energy',
    3,
    { periods_missed: 'yes', energy_low: 'no', diet_restrict: 'no' },
    { periods_missed: null, energy_low: 'no', diet_restrict: 'no' },
    null,
  ],
  [
    'fac_fear_of_loading',
    1,
    { fear_run: 7, confidence_recover: 4 },
    { fear_run: 6, confidence_recover: 4 },
    0,
  ],
  [
    'fac_fear_of_loading',
    1,
    { fear_run: 0, confidence_recover: 3 },
    { fear_run: 0, confidence_recover: 4 },
    0,
  ],
  [
    'fac_fear_of_loading',
    2,
    { fear_run: 7, confidence_recover: 3 },
    { fear_run: 7, confidence_recover: 4 },
    1,
  ],
]

describe('every level of every factor', () => {
  test.each(rows)('%s %i', (id, level, reached, missed, below) => {
    expect(factor(id, reached).level).toBe(level)
    expect(factor(id, missed).level).toBe(below)
  })

  test('has a row', () => {
    const covered = new Set(rows.map(([id, level]) => `${id} ${level}`))
    const all = factors.flatMap((one) => one.levels.map(({ level }) => `${one.id} ${level}`))
    expect(all.filter((name) => !covered.has(name))).toEqual([])
  })

  test.each(rows)('%s %i: an input that is taken away is missing, never "no"', (id, level, reached) => {
    for (const input of Object.keys(reached)) {
      const found = factor(id, { ...reached, [input]: null })
      const known = new Set(factors.flatMap((one) => (one.id === id ? one.inputs : [])))
      const bare = input.replace(/_(left|right)$/, '')
      if (!known.has(input) && !known.has(bare)) continue
      // Another answer may still reach the level, or a lower one; otherwise the input is named.
      if (found.level === level) continue
      expect(found.level).not.toBe(0)
      expect([...found.missing, ...found.mayBeHigher]).toContain(known.has(input) ? input : bare)
    }
  })

  test('is not assessed without any answer', () => {
    for (const { id } of factors) expect(factor(id, {}).status, id).toBe('not_assessed')
  })
})

type Assignment = Record<string, RuleValue>

/** Values that make one condition true, or false. */
function satisfy(condition: ReturnType<typeof conditionsOf>[number], want: boolean): RuleValue {
  const spec = flagRuleIds.get(condition.id)
  const options = spec && 'options' in spec && spec.options ? spec.options : []
  switch (condition.kind) {
    case 'equals': {
      if (typeof condition.value === 'number') return want ? condition.value : condition.value + 1
      const name = condition.value.text
      return want
        ? name
        : (options.find(
            (one) =>
              one !== name &&
              !['not_tested', 'unclear', 'unable', 'unknown', 'not_tried', 'prefer_not_to_say'].includes(one),
          ) ?? null)
    }
    case 'in': {
      const names = condition.names.map((name) => name.text)
      return want
        ? (names[0] ?? null)
        : (options.find(
            (one) =>
              !names.includes(one) &&
              !['not_tested', 'unclear', 'unable', 'unknown', 'not_tried', 'prefer_not_to_say'].includes(one),
          ) ?? null)
    }
    case 'includes': {
      const names = condition.names.map((name) => name.text)
      return want ? [names[0] ?? ''] : [options.find((one) => !names.includes(one)) ?? '']
    }
    case 'compare': {
      if (typeof condition.right !== 'number') throw new Error('No rule here compares two ids')
      const up = condition.operator === '>' || condition.operator === '>='
      return condition.right + (want === up ? 1 : -1)
    }
    default:
      return null
  }
}

const pointRules = patterns.flatMap((pattern) =>
  [...pattern.for, ...pattern.against].map(({ points, rule }) => [pattern.id, points, rule] as const),
)

describe('every rule of a pattern', () => {
  const read = (rule: string, assignment: Assignment) => {
    const values = Object.fromEntries(
      Object.entries(assignment).map(([id, value]) => [
        flagRuleIds.get(id)?.sided ? `${id}_right` : id,
        value,
      ]),
    )
    return evaluate(loadRule(rule, flagRuleIds), {
      values: valuesOf(values),
      registry: flagRuleIds,
      side: 'right',
    })
  }

  test.each(pointRules)('%s %i %s: true, false, and not assessed without each input', (_, __, text) => {
    const rule = loadRule(text, flagRuleIds)
    const conditions = conditionsOf(rule.root)
    const met: Assignment = {}
    // One value for an id that two conditions limit from both sides.
    for (const condition of conditions) met[condition.id] ??= satisfy(condition, true)
    const unmet = Object.fromEntries(conditions.map((condition) => [condition.id, satisfy(condition, false)]))
    expect(read(text, met)).toBe('T')
    expect(read(text, unmet)).toBe('F')
    for (const id of idsOf(rule)) {
      expect(read(text, { ...met, [id]: null }), `without ${id}`).not.toBe('F')
      if (!text.includes(' OR ')) expect(read(text, { ...met, [id]: null }), `without ${id}`).toBe('N')
    }
    expect(read(text, {})).toBe('N')
  })
})
