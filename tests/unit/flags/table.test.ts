import { describe, expect, test } from 'vitest'
import { flagTable } from '#lib/content/flags/table.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { evaluateFlags } from '#lib/flags/evaluation/rules.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'
import { bornFor, valuesOf } from '#tests/unit/flags/patients.ts'

type Changes = Record<string, AnswerValue>
const born = (age: number): Changes => ({ date_of_birth: bornFor(age) })
const injury: Changes = { rf_trauma: 'yes', rf_trauma_days: 7 }
const woman: Changes = { sex_at_birth: 'female' }
const tried: Changes = { preventive_measures_tried: ['reduced_running'], preventive_weeks: 4 }

/** Flag, answers that fire it, answers that just do not, and answers with one missing. */
const rows: readonly [string, Changes, Changes, Changes][] = [
  ['flag_dislocation_deformity', { rf_deformity: 'yes' }, { rf_deformity: 'no' }, { rf_deformity: null }],
  ['flag_chest_breath', { rf_chest_breathless: 'yes' }, {}, { rf_chest_breathless: null }],
  ['flag_limb_vascular', { rf_cold_pale_foot: 'yes' }, {}, { rf_cold_pale_foot: null }],
  ['flag_cauda_equina', { rf_cauda: ['bladder_bowel'] }, { rf_cauda: ['none'] }, { rf_cauda: null }],
  [
    'flag_septic_joint',
    { rf_hot_red_swollen: 'yes', medications: ['steroid_tablets'] },
    { rf_hot_red_swollen: 'yes', medications: ['statin'] },
    { rf_hot_red_swollen: 'yes', rf_immunosuppressed: null },
  ],
  [
    'flag_hot_joint',
    { rf_fever_unwell: 'yes', swelling_now: 'clear' },
    { rf_fever_unwell: 'yes', swelling_now: 'mild' },
    { rf_fever_unwell: 'yes', swelling_now: null },
  ],
  [
    'flag_fracture_ottawa',
    { ...injury, ...born(55) },
    { ...injury, ...born(54) },
    { ...injury, rf_bend_90: null },
  ],
  [
    'flag_cannot_weight_bear',
    { rf_weight_bearing_now: 'few_steps' },
    { rf_weight_bearing_now: 'limp' },
    { rf_weight_bearing_now: null },
  ],
  ['flag_bend_block', { rf_bend_90: 'no' }, { rf_bend_90: 'yes' }, { rf_bend_90: 'unknown' }],
  [
    'flag_fragility',
    { ...injury, ...born(65) },
    { ...injury, ...born(64), medications: ['steroid_tablets'], steroid_long: 'no' },
    { ...injury, medications: ['steroid_tablets'], steroid_long: null },
  ],
  ['flag_extensor_rupture', { rf_cannot_straighten: 'yes' }, {}, { rf_cannot_straighten: null }],
  [
    'flag_haemarthrosis',
    { ...injury, rf_swelling_onset: 'unknown', medications: ['blood_thinner'] },
    { ...injury, rf_swelling_onset: 'from_2_to_24h' },
    { ...injury, rf_swelling_onset: null },
  ],
  [
    'flag_locked_knee_acute',
    { ...injury, rf_locked_now: 'yes' },
    { rf_locked_now: 'yes' },
    { ...injury, rf_locked_now: null },
  ],
  ['flag_locked_knee', { rf_locked_now: 'yes' }, {}, { rf_locked_now: null }],
  [
    'flag_ligament_instability',
    { ...injury, rf_swelling_onset: 'from_2_to_24h' },
    { ...injury, rf_swelling_onset: 'after_24h', giving_way: 'sport_rare' },
    { ...injury, rf_pop: null },
  ],
  [
    'flag_giving_way_no_injury',
    { giving_way: 'daily', giving_way_with_pain: 'no' },
    { giving_way: 'daily', giving_way_with_pain: 'yes' },
    { giving_way: 'daily', giving_way_with_pain: null },
  ],
  [
    'flag_patella_dislocation_acute',
    { patella_instability: 'dislocated_this_episode', ...injury, rf_swelling_onset: 'within_2h' },
    { patella_instability: 'dislocated_this_episode', ...injury, rf_swelling_onset: 'after_24h' },
    { patella_instability: 'dislocated_this_episode', swelling_now: null },
  ],
  [
    'flag_patella_dislocation',
    { patella_instability: 'dislocated_this_episode' },
    { patella_instability: 'dislocated_before' },
    { patella_instability: null },
  ],
  ['flag_dvt', { rf_calf_pain_swelling: 'yes' }, {}, { rf_calf_pain_swelling: null }],
  [
    'flag_malignancy',
    { rf_rest_pain_constant: 'yes', rf_night_sweats: 'yes' },
    { rf_rest_pain_constant: 'yes' },
    { rf_rest_pain_constant: 'yes', rf_cancer_history: null },
  ],
  [
    'flag_neuro_acute',
    { ...injury, rf_numb_weak: ['numbness'] },
    { ...injury, rf_numb_weak: ['pins_needles'] },
    { rf_numb_weak: ['numbness'], rf_trauma: null },
  ],
  [
    'flag_neuro_deficit',
    { rf_numb_weak: ['weakness_leg'] },
    { rf_numb_weak: ['numbness'] },
    { rf_numb_weak: null },
  ],
  [
    'flag_neuro_sensory',
    { rf_numb_weak: ['pins_needles'] },
    { rf_numb_weak: ['none'] },
    { rf_numb_weak: null },
  ],
  ['flag_exertional_leg', { rf_exertional_calf: 'yes' }, {}, { rf_exertional_calf: null }],
  [
    'flag_bsi_hip_acute',
    { rf_groin_hip_pain: 'yes', rf_bone_impact_progressive: 'yes', rf_weight_bearing_now: 'limp' },
    { rf_groin_hip_pain: 'yes', rf_bone_impact_progressive: 'yes' },
    { rf_groin_hip_pain: 'yes', rf_bone_impact_progressive: 'yes', rf_limp_hip_stiff: null },
  ],
  [
    'flag_bsi_hip',
    { ...born(49), rf_groin_hip_pain: 'yes', rf_limp_hip_stiff: 'yes' },
    { ...born(50), rf_groin_hip_pain: 'yes', rf_limp_hip_stiff: 'yes', onset_activity: 'work' },
    { rf_groin_hip_pain: 'yes', onset_activity: 'work', rf_bone_impact_progressive: null },
  ],
  [
    'flag_bsi_knee',
    { rf_bone_focal: 'yes', rf_prev_stress_fracture: 'yes' },
    { rf_bone_focal: 'yes', rf_night_pain: 'when_moving' },
    { rf_bone_focal: 'yes', energy_low: null },
  ],
  [
    'flag_hip_young',
    { ...born(18), rf_limp_hip_stiff: 'yes' },
    { ...born(19), rf_groin_hip_pain: 'yes', rf_limp_hip_stiff: 'yes' },
    { ...born(18), rf_limp_hip_stiff: null },
  ],
  ['flag_hip_exam', { rf_groin_hip_pain: 'yes', onset_activity: 'work' }, {}, { rf_groin_hip_pain: null }],
  [
    'flag_bsi_leg',
    { energy_low: 'yes', rf_weight_bearing_now: 'limp', pain_zones: ['zone_pes_anserine:right'] },
    { energy_low: 'yes', agg_walk: 'moderate', pain_zones: ['zone_shin:right'] },
    { energy_low: 'yes', agg_walk: 'not_tried', pain_zones: ['zone_shin:right'] },
  ],
  [
    'flag_insufficiency',
    { ...born(50), onset_type: 'sudden_no_injury', rf_weight_bearing_now: 'limp' },
    { ...born(49), onset_type: 'sudden_no_injury', rf_weight_bearing_now: 'limp' },
    { ...born(50), onset_type: null, rf_weight_bearing_now: 'limp' },
  ],
  [
    'flag_young_bone',
    { ...born(24), rf_rest_pain_constant: 'yes' },
    { ...born(25), rf_rest_pain_constant: 'yes' },
    { ...born(24), rf_rest_pain_constant: null },
  ],
  [
    'flag_osteochondral_young',
    { ...born(19), locking: 'locks_sometimes' },
    { ...born(20), locking: 'locks_sometimes' },
    { ...born(19), locking: null },
  ],
  [
    'flag_effusion_unexplained',
    { swelling_now: 'clear' },
    { swelling_now: 'clear', rf_trauma: 'yes', rf_trauma_days: 40 },
    { swelling_now: null },
  ],
  [
    'flag_exertional_neuro',
    { rf_exertional_calf: 'yes', rf_numb_weak: ['numbness'] },
    { rf_exertional_calf: 'yes', rf_numb_weak: ['none'] },
    { rf_exertional_calf: 'yes', rf_numb_weak: null },
  ],
  [
    'flag_implant_worse',
    { rf_knee_implant: 'yes', course: 'worsening' },
    { rf_knee_implant: 'yes', course: 'up_and_down' },
    { rf_knee_implant: null, course: 'worsening' },
  ],
  [
    'flag_never_imaged',
    { symptom_weeks: 27, course: 'worsening', imaging_done: ['none'] },
    { symptom_weeks: 26, course: 'worsening', imaging_done: ['none'] },
    { symptom_weeks: 27, course: 'worsening', imaging_done: null },
  ],
  ['flag_minor', born(17), born(18), { date_of_birth: null }],
  [
    'flag_inflammatory_urgent',
    { rf_other_joints_swollen: 'yes', morning_stiffness: 'from_31_to_60' },
    { rf_other_joints_swollen: 'yes', morning_stiffness: 'up_to_30' },
    { rf_other_joints_swollen: 'yes', morning_stiffness: null },
  ],
  [
    'flag_inflammatory',
    { swelling_now: 'mild', rf_inflammatory_history: ['psoriasis'] },
    { swelling_now: 'none', morning_stiffness: 'from_31_to_60', rf_inflammatory_history: ['psoriasis'] },
    { swelling_now: 'mild', rf_inflammatory_history: null },
  ],
  [
    'flag_cardiac_exercise',
    { heart_screen: ['faint_exertion'] },
    { heart_screen: ['told_supervised_only'] },
    { heart_screen: null },
  ],
  [
    'flag_exercise_supervised',
    { heart_screen: ['told_supervised_only'] },
    { heart_screen: ['none'] },
    { heart_screen: null },
  ],
  [
    'flag_heart_known',
    { medical_conditions: ['diabetes'], runner_type: 'beginner' },
    { medical_conditions: ['diabetes'], runner_type: 'recreational' },
    { medical_conditions: ['diabetes'], runner_type: null },
  ],
  [
    'flag_reds',
    { energy_low: 'yes', diet_restrict: 'yes' },
    { ...woman, energy_low: 'yes', periods_status: 'irregular' },
    { ...woman, periods_status: null },
  ],
  [
    'flag_fluoroquinolone_tendon',
    { medications: ['fluoroquinolone'], pain_zones: ['zone_calf:right'] },
    { medications: ['fluoroquinolone'], pain_zones: ['zone_shin:right'] },
    { medications: null, pain_zones: ['zone_calf:right'] },
  ],
  [
    'flag_post_surgery',
    { knee_surgery: ['meniscus'], knee_surgery_recent: 'yes' },
    { knee_surgery: ['meniscus'], knee_surgery_recent: 'no' },
    { knee_surgery: ['meniscus'], knee_surgery_recent: null },
  ],
  ['flag_severe_pain', { nprs_now: 8 }, { nprs_now: 7 }, { nprs_now: null }],
  [
    'flag_persistent',
    { ...tried, symptom_weeks: 6, course: 'up_and_down' },
    { ...tried, symptom_weeks: 6, course: 'same', preventive_weeks: 3 },
    { ...tried, symptom_weeks: 6, course: 'same', preventive_weeks: null },
  ],
  ['flag_low_mood', { mood_2w: 'more_than_half' }, { mood_2w: 'some_days' }, { mood_2w: null }],
  [
    'flag_pregnancy',
    { medical_conditions: ['recent_birth'] },
    { medical_conditions: ['thyroid'] },
    { medical_conditions: null },
  ],
]

function outcome(flagId: string, changes: Changes) {
  return evaluateFlags(valuesOf(changes), 'intake', defaultLimits).find((result) => result.id === flagId)
}

describe('every row of the flag table', () => {
  test('has its three tests', () => {
    expect(rows.map(([id]) => id).toSorted()).toEqual(flagTable.map((flag) => flag.id).toSorted())
  })

  test.each(rows)('%s fires', (id, fires) => {
    const result = outcome(id, fires)
    expect(result?.outcome).toBe('raised')
    expect(result?.fired.length).toBeGreaterThan(0)
  })

  test.each(rows)('%s just does not fire', (id, _fires, calm) => {
    expect(outcome(id, calm)?.outcome).toBe('absent')
  })

  test.each(rows)('%s is not assessed with an answer missing', (id, _fires, _calm, missing) => {
    const result = outcome(id, missing)
    expect(result?.outcome).toBe('not_assessed')
    expect(result?.missing.length).toBeGreaterThan(0)
  })
})
