/** Ids of the physical assessment (clinical/assessment.md) that rules may read. */
import type { IdSpec } from '#lib/rules/registry.ts'

export const testResults = ['normal', 'positive', 'unclear', 'unable', 'not_tested'] as const
const effusionGrades = ['zero', 'trace', 'one_plus', 'two_plus', 'three_plus', 'not_tested'] as const
const gaitGrades = ['none', 'mild', 'marked', 'not_tested'] as const
const yesNo = ['yes', 'no'] as const

/** Recorded for left and right with the result set of section 1.2. */
const tests = `
  test_patella_isolated_tender test_fibular_head_tender palp_patellar_facets palp_inferior_pole palp_quad_tendon
  palp_fat_pad palp_tibial_tubercle palp_medial_joint_line palp_lateral_joint_line palp_lateral_epicondyle
  palp_pes_anserine palp_bone_focal palp_calf test_squat_pain test_stepdown_pain test_resisted_extension_pain
  test_patellar_tilt test_patella_apprehension test_decline_squat test_hoffa test_noble test_valgus_0 test_valgus_30
  test_varus_0 test_varus_30 test_lachman test_anterior_drawer test_pivot_shift test_posterior_sag test_mcmurray
  test_apley test_thessaly_20 test_hop_single test_fulcrum_femur test_fadir test_log_roll test_slump test_reflex_knee
  test_myotomes test_dermatomes test_pulses`

/** Measured for left and right. */
const sidedNumbers = `
  obs_knee_girth_cm obs_thigh_girth_cm obs_calf_girth_cm obs_foot_posture rom_knee_flexion_deg
  rom_knee_extension_deficit_deg rom_hip_ir_deg rom_hip_er_deg rom_hip_flexion_deg test_extensor_lag_deg
  func_heel_raise func_bridge_sl func_stepdown_score func_side_plank_s func_balance_sl_s func_hop_single_cm
  func_hop_triple_cm func_hop_pain str_knee_ext str_knee_flex str_hip_abd str_hip_er str_hip_ext str_ankle_pf
  str_leg_press_6rm flex_thomas_hip_deg flex_thomas_knee_deg flex_prone_knee_bend_deg flex_popliteal_deg flex_slr_deg
  flex_ober_deg flex_wblt_deg flex_wblt_cm gait_knee_flex_ic_deg gait_tibia_ic_deg gait_pelvic_drop_deg pfp_cluster`

/** One value for the person, measured or computed over both sides. */
const numbers = `
  func_sts30 func_plank_s gait_speed_kmh gait_cadence_spm gait_pain wells_dvt_score heel_raise_norm heel_raise_gap
  heel_raise_norm_pct heel_raise_diff heel_raise_diff_pct min_bridge_sl diff_bridge_sl_pct side_heel_raise_pct
  chg_stepdown chg_noble_nprs lsi_knee_ext lsi_knee_flex lsi_hip_abd lsi_hip_er lsi_hip_ext lsi_leg_press lsi_hop
  chg_knee_ext_pct chg_hip_abd_pct prone_bend_diff_deg wblt_diff_deg wblt_diff_cm rom_hip_ir_loss_deg
  calf_girth_diff_cm n_palp_recorded n_func_recorded`

/** Graded for left and right, and of the whole body. */
const sidedGrades = `
  gait_overstride gait_pelvic_drop gait_knee_valgus gait_crossover gait_trunk_side gait_noise`
const wholeGrades = 'gait_trunk_forward gait_bounce'

const words = (text: string): string[] => text.trim().split(/\s+/)
const each = (text: string, spec: IdSpec) => words(text).map((id) => [id, spec] as const)

export const assessmentIds: Readonly<Record<string, IdSpec>> = Object.fromEntries<IdSpec>([
  ...each(tests, { type: 'option', options: testResults, sided: true }),
  ...words(tests).map((id) => [`${id}_nprs`, { type: 'number', sided: true }] as const),
  ...each(sidedNumbers, { type: 'number', sided: true }),
  ...each(numbers, { type: 'number' }),
  ...each(sidedGrades, { type: 'option', options: gaitGrades, sided: true }),
  ...each(wholeGrades, { type: 'option', options: gaitGrades }),
  ['test_sweep_grade', { type: 'option', options: effusionGrades, sided: true }],
  [
    'obs_walk',
    { type: 'option', options: ['normal', 'antalgic', 'trendelenburg', 'other_gait', 'unable_to_walk'] },
  ],
  ['obs_alignment', { type: 'option', options: ['neutral', 'varus', 'valgus'], sided: true }],
  ['func_squat_sl_quality', { type: 'option', options: ['good', 'fair', 'poor', 'not_tested'], sided: true }],
  [
    'func_stepdown_items',
    {
      type: 'list',
      options: ['arms', 'trunk', 'pelvis', 'knee_second_toe', 'knee_inner_foot', 'unsteady', 'none'],
      sided: true,
    },
  ],
  ['gait_surface', { type: 'option', options: ['treadmill', 'overground'] }],
  ['gait_foot_strike', { type: 'option', options: ['rear', 'mid', 'fore'], sided: true }],
  ['ottawa_positive', { type: 'option', options: yesNo }],
  ['knee_ext_low', { type: 'option', options: yesNo }],
  ['sts30_low', { type: 'option', options: yesNo }],
  ['red_flags_reviewed', { type: 'option', options: yesNo }],
  ['guardian_consent', { type: 'option', options: yesNo }],
])
