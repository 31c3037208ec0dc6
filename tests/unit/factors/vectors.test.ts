import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { groupsOf } from '#lib/factors/evaluation/rules.ts'
import { topPattern } from '#lib/factors/patterns/rules.ts'
import { proposeProgram } from '#lib/factors/plan/rules.ts'
import { derive } from '#lib/intake/derived/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { evaluation, factor, pattern, type Values, valuesOf } from '#tests/unit/factors/people.ts'

const today = '2026-11-25'
/** The answers with what is calculated from them. */
const answered = (answers: Values): Values => {
  const values = new Map<string, RuleValue>(Object.entries(answers))
  return { ...Object.fromEntries(derive(values, { limits: defaultLimits, today })), ...answers }
}
const short = ({ level, evidence, points }: { level: number | null; evidence: string; points: number }) => ({
  level,
  evidence,
  points,
})

/** clinical/factors.md 9. */
describe('worked examples', () => {
  test('1: week and run 50 % longer', () => {
    const values = answered({
      km_week_before: 20,
      km_week_onset: 30,
      km_longest_30d_before: 10,
      km_onset_run: 15,
    })
    expect(values.load_change_weekly_pct).toBe(50)
    expect(values.session_spike_pct).toBe(50)
    expect(short(factor('fac_weekly_spike', values))).toEqual({ level: 2, evidence: 'weak', points: 4 })
    expect(short(factor('fac_session_spike', values))).toEqual({ level: 2, evidence: 'moderate', points: 6 })
    const [first] = groupsOf(evaluation(values).factors, defaultLimits)
    expect(first).toMatchObject({ id: 'grp_load', score: 10, band: 'major' })
  })

  test('2: a percentage of a tiny baseline is not used', () => {
    const values = answered({ km_week_before: 3, km_week_onset: 12 })
    expect(values.load_change_weekly_pct).toBeNull()
    expect(values.km_rise).toBe(9)
    expect(factor('fac_weekly_spike', values)).toMatchObject({ level: 0, status: 'absent', points: 0 })
  })

  test('3: exactly 10 % is not more than 10 %', () => {
    const values = answered({ km_longest_30d_before: 10, km_onset_run: 11 })
    expect(values.session_spike_pct).toBe(10)
    expect(factor('fac_session_spike', values)).toMatchObject({ level: 0, status: 'absent' })
  })

  test('4: a deficit of strength, the chair test not done', () => {
    const lsi = (100 * 1.46) / 1.78
    expect(factor('fac_quad_weak', { lsi_knee_ext: lsi, knee_ext_low: null })).toMatchObject({
      level: 1,
      status: 'possible',
      mayBeHigher: ['sts30_low'],
      missing: [],
    })
  })

  test('5: heel raises below the norm', () => {
    const values = { func_heel_raise_right: 15, heel_raise_gap: 12, heel_raise_norm_pct: (100 * 15) / 27 }
    expect(factor('fac_calf_weak', values)).toMatchObject({ level: 2, status: 'present', mayBeHigher: [] })
  })

  test('6: what a watch says is a hint, never more', () => {
    expect(factor('fac_low_cadence', { cadence_known: 164 })).toMatchObject({
      level: 1,
      status: 'possible',
      mayBeHigher: ['gait_cadence_spm'],
    })
    expect(factor('fac_low_cadence', { cadence_known: 130 })).toMatchObject({ level: 1 })
  })

  test('7: a distance alone makes shoes worn', () => {
    expect(factor('fac_shoe_worn', { shoe_km: 820, shoe_wear: ['none'] })).toMatchObject({ level: 2 })
  })

  test('8: kneecap', () => {
    const values = answered({
      affected_side: 'right',
      pain_zone_main: 'zone_retropatellar',
      agg_stairs_up: 'none',
      agg_stairs_down: 'moderate',
      agg_squat: 'mild',
      agg_sitting_long: 'mild',
      agg_kneel: 'none',
      agg_run_down: 'none',
      onset_type: 'gradual',
      pain_spread: 'palm',
      pfp_cluster_right: 2,
      test_sweep_grade_right: 'zero',
      locking: 'never',
      rf_trauma: 'no',
    })
    expect(values.pfj_load_count).toBe(3)
    expect(pattern('pat_pfp', values)).toMatchObject({ score: 8, status: 'consider', missing: [] })
  })

  test('9: outer side, not examined', () => {
    const found = pattern('pat_itbs', {
      pain_zone_main: 'zone_lateral_epicondyle',
      agg_run_down: 'moderate',
      run_pain_behaviour: 'worsens',
      run_pain_onset_min: 18,
      locking: 'never',
    })
    expect(found).toMatchObject({ score: 6, status: 'consider' })
    expect(found.missing).toEqual([
      'test_noble',
      'palp_lateral_epicondyle',
      'test_sweep_grade',
      'palp_lateral_joint_line',
    ])
  })

  test('10: "I don\'t know" is not "no"', () => {
    const found = factor('fac_shoe_worn', { shoe_km: 'unknown', shoe_age_months: 6, shoe_wear: ['none'] })
    expect(found).toMatchObject({ status: 'not_assessed', level: null, points: 0, missing: ['shoe_km'] })
  })

  test('11: earlier training not remembered, but it was a race', () => {
    const found = factor('fac_intensity_change', {
      load_recall_unknown: 'yes',
      onset_activity: 'running',
      onset_run_context: ['race'],
    })
    expect(found).toMatchObject({ level: 1, mayBeHigher: ['hard_change'] })
  })

  test('12: a ligament first: no program is proposed', () => {
    const values: Values = {
      test_lachman_right: 'positive',
      rf_trauma: 'yes',
      rf_swelling_onset: 'within_2h',
      rf_pop: 'no',
      giving_way: 'never',
      pain_zone_main: 'zone_retropatellar',
      pfj_load_count: 3,
      pfp_cluster_right: 2,
      onset_type: 'sudden',
      pain_spread: 'one_finger',
      agg_run_down: 'none',
      test_sweep_grade_right: 'zero',
      locking: 'never',
    }
    const found = evaluation(values)
    const of = (id: string) => found.patterns.find((one) => one.id === id)
    expect(of('pat_acl')).toMatchObject({ score: 5, status: 'consider' })
    expect(of('pat_pfp')).toMatchObject({ score: 4, status: 'possible' })
    expect(topPattern(found.patterns)).toBe('pat_acl')
    const flags = {
      flag_bsi_knee: 'absent',
      flag_bsi_hip: 'absent',
      flag_bsi_hip_acute: 'absent',
      unresolved_level: 'none',
    }
    expect(proposeProgram(valuesOf({ ...values, ...flags }), found)).toMatchObject({
      row: 2,
      program: null,
    })
  })
})

describe('what is proposed', () => {
  const flags = { flag_bsi_knee: 'absent', flag_bsi_hip: 'absent', flag_bsi_hip_acute: 'absent' }
  const proposal = (values: Values) =>
    proposeProgram(valuesOf({ ...flags, ...values }), evaluation({ ...flags, ...values }))

  test('nothing while a guard cannot be decided', () => {
    const found = proposeProgram(valuesOf({}), evaluation({}))
    expect(found).toMatchObject({ program: null, row: null })
    expect(found.missing).toEqual(['flag_bsi_knee', 'flag_bsi_hip', 'flag_bsi_hip_acute'])
  })

  test.each(['emergency', 'same_day'])('nothing while a flag of level %s is unresolved', (level) => {
    expect(proposal({ unresolved_level: level })).toMatchObject({ program: null, row: null })
  })

  test('nothing for a bone stress pattern', () => {
    const bone = { rf_bone_focal: 'yes', rf_bone_impact_progressive: 'yes' }
    expect(proposal(bone)).toMatchObject({ program: null, row: 1 })
  })

  test('the first program whose row is true, with what was skipped', () => {
    expect(proposal({ irritability: 'low' })).toMatchObject({ program: 'prog_quad_focus', row: 13 })
    expect(proposal({ irritability: 'low' }).missing).toEqual(['nprs_worst_7d', 'fac_beginner_build'])
    expect(proposal({ irritability: 'high' })).toMatchObject({ program: 'prog_pfp_early', row: 12 })
    expect(proposal({ lsi_hip_abd: 79 })).toMatchObject({ program: 'prog_hip_focus', row: 7 })
    expect(proposal({ lsi_knee_ext: 79 })).toMatchObject({ program: 'prog_quad_focus', row: 8 })
  })
})
