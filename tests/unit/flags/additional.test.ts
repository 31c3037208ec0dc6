import { describe, expect, test } from 'vitest'
import { additionalTriggers } from '#lib/content/flags/additional.ts'
import type { TriggerSource } from '#lib/content/flags/types.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { evaluateFlags, raised } from '#lib/flags/evaluation/rules.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { bornFor, valuesOf, withValues } from '#tests/unit/flags/patients.ts'

type Found = Record<string, RuleValue>
/** Values of the source, and answers of the form around them. */
type Situation = readonly [Found, Record<string, AnswerValue>?]

const both = (id: string, value: RuleValue): Found => ({ [`${id}_left`]: value, [`${id}_right`]: value })
const safety = (...ids: string[]): Found => ({ log_safety: ids })
const noSafety: Found = { log_safety: null }
const young = { date_of_birth: bornFor(18) }
const none = safety('none')

const ligaments = ['test_lachman', 'test_pivot_shift', 'test_posterior_sag', 'test_valgus_0', 'test_varus_0']
const allNormal = (ids: readonly string[]): Found => Object.assign({}, ...ids.map((id) => both(id, 'normal')))
const boneTests = ['test_fulcrum_femur', 'palp_bone_focal', 'test_hop_single']
const hipTests = { ...allNormal(['test_log_roll', 'test_fadir']), rom_hip_ir_loss_deg: 9 }

/** Flag, source, a situation that fires it, one that just does not, one with a value missing. */
const rows: readonly [string, TriggerSource, Situation, Situation, Situation][] = [
  ['flag_fracture_ottawa', 'assessment', [{ ottawa_positive: 'yes' }], [{ ottawa_positive: 'no' }], [{}]],
  [
    'flag_hot_joint',
    'assessment',
    [{ test_sweep_grade_left: 'two_plus' }, { rf_fever_unwell: 'yes' }],
    [both('test_sweep_grade', 'one_plus'), { rf_fever_unwell: 'yes' }],
    [both('test_sweep_grade', 'not_tested'), { rf_fever_unwell: 'yes' }],
  ],
  [
    'flag_extensor_rupture',
    'assessment',
    [{ test_extensor_lag_deg_right: 6 }, { onset_type: 'sudden_no_injury' }],
    [both('test_extensor_lag_deg', 5), { onset_type: 'sudden_no_injury' }],
    [{ test_extensor_lag_deg_right: 5 }, { onset_type: 'sudden_no_injury' }],
  ],
  [
    'flag_ligament_instability',
    'assessment',
    [{ ...allNormal(ligaments), test_pivot_shift_left: 'positive' }],
    [allNormal(ligaments)],
    [{ ...allNormal(ligaments), test_lachman_left: 'unclear' }],
  ],
  [
    'flag_dvt',
    'assessment',
    [{ wells_dvt_score: 2 }],
    [{ wells_dvt_score: 1, calf_girth_diff_cm: 2.9 }],
    [{ wells_dvt_score: 1 }],
  ],
  [
    'flag_exertional_leg',
    'assessment',
    [{ test_pulses_left: 'positive' }],
    [both('test_pulses', 'normal')],
    [both('test_pulses', 'unable')],
  ],
  [
    'flag_neuro_deficit',
    'assessment',
    [
      {
        ...both('test_myotomes', 'normal'),
        test_reflex_knee_left: 'positive',
        test_dermatomes_left: 'positive',
      },
    ],
    [{ ...allNormal(['test_myotomes', 'test_dermatomes']), ...both('test_reflex_knee', 'positive') }],
    [{ ...both('test_myotomes', 'normal'), ...both('test_reflex_knee', 'positive') }],
  ],
  [
    'flag_bsi_knee',
    'assessment',
    [{ ...allNormal(boneTests), palp_bone_focal_right: 'positive' }, { energy_low: 'yes' }],
    [{ ...allNormal(boneTests), palp_bone_focal_right: 'positive' }],
    [{ ...allNormal(boneTests), palp_bone_focal_right: 'positive', test_hop_single_right: 'not_tested' }],
  ],
  [
    'flag_bsi_hip',
    'assessment',
    [{ test_hop_single_left: 'positive' }, { rf_groin_hip_pain: 'yes' }],
    [both('test_hop_single', 'normal'), { rf_groin_hip_pain: 'yes' }],
    [{}, { rf_groin_hip_pain: 'yes' }],
  ],
  [
    'flag_hip_young',
    'assessment',
    [{ ...hipTests, rom_hip_ir_loss_deg: 10 }, young],
    [hipTests, young],
    [{ ...hipTests, rom_hip_ir_loss_deg: null }, young],
  ],
  [
    'flag_cannot_weight_bear',
    'assessment',
    [{ obs_walk: 'unable_to_walk' }],
    [{ obs_walk: 'antalgic' }],
    [{ obs_walk: null }],
  ],
  ['flag_chest_breath', 'log', [safety('chest_or_breath')], [none], [noSafety]],
  ['flag_cardiac_exercise', 'log', [safety('faint_or_racing')], [none], [noSafety]],
  ['flag_limb_vascular', 'log', [safety('cold_pale_foot')], [none], [noSafety]],
  ['flag_cauda_equina', 'log', [safety('saddle_bladder')], [none], [noSafety]],
  ['flag_dislocation_deformity', 'log', [safety('out_of_place')], [none], [noSafety]],
  [
    'flag_septic_joint',
    'log',
    [safety('hot_red_swollen', 'fever_unwell')],
    [safety('hot_red_swollen')],
    [safety('hot_red_swollen'), { rf_immunosuppressed: null }],
  ],
  [
    'flag_hot_joint',
    'log',
    [{ ...safety('fever_unwell'), morning_swelling: 'clear' }],
    [{ ...safety('fever_unwell'), morning_swelling: 'mild' }],
    [{ ...safety('fever_unwell'), morning_swelling: null }],
  ],
  ['flag_dvt', 'log', [safety('calf_swollen')], [none], [noSafety]],
  ['flag_cannot_weight_bear', 'log', [safety('cannot_stand')], [none], [noSafety]],
  ['flag_extensor_rupture', 'log', [safety('cannot_straighten')], [none], [noSafety]],
  ['flag_locked_knee_acute', 'log', [safety('stuck_knee', 'new_injury')], [safety('stuck_knee')], [noSafety]],
  ['flag_locked_knee', 'log', [safety('stuck_knee')], [none], [noSafety]],
  ['flag_neuro_acute', 'log', [safety('new_numb_weak', 'new_injury')], [safety('new_numb_weak')], [noSafety]],
  ['flag_neuro_deficit', 'log', [safety('new_numb_weak')], [none], [noSafety]],
  ['flag_bsi_hip_acute', 'log', [safety('groin_pain', 'cannot_stand')], [safety('groin_pain')], [noSafety]],
  ['flag_bsi_hip', 'log', [safety('groin_pain')], [none], [noSafety]],
  [
    'flag_hip_young',
    'log',
    [safety('groin_pain'), young],
    [safety('groin_pain'), { date_of_birth: bornFor(19) }],
    [safety('groin_pain'), { date_of_birth: null }],
  ],
  ['flag_bsi_knee', 'log', [safety('bone_spot_pain')], [none], [noSafety]],
  [
    'flag_malignancy',
    'log',
    [{ ind_night_pain_days_7d: 3 }],
    [{ ind_night_pain_days_7d: 2 }],
    [{ ind_night_pain_days_7d: null }],
  ],
  ['flag_severe_pain', 'log', [{ morning_pain: 8 }], [{ morning_pain: 7 }], [{ morning_pain: null }]],
]

function outcome(flagId: string, source: TriggerSource, [found, answers]: Situation) {
  const results = evaluateFlags(withValues(valuesOf(answers ?? {}), found), source, defaultLimits)
  return results.find((result) => result.id === flagId)?.outcome
}

describe('every additional trigger', () => {
  test('has its three tests', () => {
    const keys = additionalTriggers.map((row) => `${row.flagId} ${row.source}`).toSorted()
    expect(rows.map(([id, source]) => `${id} ${source}`).toSorted()).toEqual(keys)
  })

  test.each(rows)('%s from %s fires', (id, source, fires) => {
    expect(outcome(id, source, fires)).toBe('raised')
  })

  test.each(rows)('%s from %s just does not fire', (id, source, _fires, calm) => {
    expect(outcome(id, source, calm)).toBe('absent')
  })

  test.each(rows)('%s from %s is not assessed with a value missing', (id, source, _fires, _calm, missing) => {
    expect(outcome(id, source, missing)).toBe('not_assessed')
  })
})

describe('a log', () => {
  const injured = { rf_trauma: 'yes', rf_trauma_days: 0, rf_bend_90: 'no' }

  test('with a new injury goes through the triggers of the form', () => {
    const log = (ids: string[]) => withValues(valuesOf(), { ...injured, log_safety: ids })
    const ids = (values: ReturnType<typeof log>) =>
      raised(evaluateFlags(values, 'log', defaultLimits)).map((flag) => flag.id)
    expect(ids(log(['new_injury']))).toEqual(['flag_fracture_ottawa'])
    expect(ids(log(['night_pain_constant']))).toEqual([])
  })
})
