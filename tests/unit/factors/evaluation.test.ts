import { describe, expect, test } from 'vitest'
import { defaultLimits, type Limits } from '#lib/content/limits/index.ts'
import { evaluateFactors, groupsOf } from '#lib/factors/evaluation/rules.ts'
import { listedPatterns } from '#lib/factors/patterns/rules.ts'
import { topMuscleFactor } from '#lib/factors/plan/rules.ts'
import { limitValues } from '#lib/limits/values/rules.ts'
import { evaluation, factor, pattern, valuesOf } from '#tests/unit/factors/people.ts'

describe('limits that are expert opinion', () => {
  const knee = valuesOf({ flex_popliteal_deg_left: 35, index_side: 'left' })
  const tight = (limits?: Limits) =>
    evaluateFactors(knee, limits).factors.find(({ id }) => id === 'fac_hamstring_tight')

  test('a clinic may set another, and the rule is kept as it was read', () => {
    expect(tight()).toMatchObject({ level: null })
    expect(tight(limitValues([{ limitId: 'popliteal_possible_deg', value: 30 }]))).toMatchObject({
      level: 1,
      levels: expect.arrayContaining([
        expect.objectContaining({ rule: 'flex_popliteal_deg > 30 OR flex_slr_deg < 70', result: 'T' }),
      ]),
    })
  })

  test.each([
    [
      'side_plank_possible_s',
      40,
      { func_side_plank_s_left: 42, func_plank_s: 90 },
      'fac_trunk_endurance',
      1,
      0,
    ],
    ['side_plank_present_s', 25, { func_side_plank_s_left: 27 }, 'fac_trunk_endurance', 2, 1],
    ['plank_possible_s', 20, { func_side_plank_s_left: 90, func_plank_s: 25 }, 'fac_trunk_endurance', 1, 0],
    [
      'prone_bend_behind_deg',
      15,
      { prone_bend_diff_deg: 11, flex_thomas_knee_deg_left: 90 },
      'fac_quad_tight',
      1,
      0,
    ],
    ['cadence_possible_spm', 165, { gait_cadence_spm: 170 }, 'fac_low_cadence', 1, 0],
    ['cadence_present_spm', 155, { gait_cadence_spm: 157 }, 'fac_low_cadence', 2, 1],
    ['runs_rise_possible', 3, { runs_change: 2 }, 'fac_frequency_change', 1, 0],
    ['runs_rise_present', 4, { runs_change: 3 }, 'fac_frequency_change', 2, 1],
    ['rest_days_possible', 2, { rest_days_week: 2, runs_week_now: 6 }, 'fac_few_rest_days', 0, 1],
    ['rest_days_from_runs', 7, { rest_days_week: 1, runs_week_now: 6 }, 'fac_few_rest_days', 1, 0],
    ['long_run_possible_pct', 60, { long_run_share_pct: 55, runs_week_now: 3 }, 'fac_long_run_share', 1, 0],
    ['long_run_present_pct', 80, { long_run_share_pct: 75, runs_week_now: 3 }, 'fac_long_run_share', 2, 1],
    ['one_surface_pct', 95, { surface_top_pct: 90 }, 'fac_surface_monotony', 1, 0],
    ['lsi_symmetric_pct', 88, { lsi_hip_er: 89, lsi_hip_ext: 95 }, 'fac_hip_er_ext_weak', 1, 0],
    ['lsi_deficit_pct', 75, { lsi_hip_er: 79, lsi_hip_ext: 95 }, 'fac_hip_er_ext_weak', 2, 1],
  ] as const)('%s decides at its boundary', (limitId, value, values, id, byDefault, bySet) => {
    const given = valuesOf({ index_side: 'left', ...values })
    const level = (limits?: Limits) =>
      evaluateFactors(given, limits).factors.find((one) => one.id === id)?.level
    expect([level(), level(limitValues([{ limitId, value }]))]).toEqual([byDefault, bySet])
  })

  test('of groups: the bands; of patterns: how far below its threshold one is still possible', () => {
    const found = evaluation({ runs_change: 2, rest_days_week: 0, surface_top_pct: 95 })
    const bands = (limits: Limits) =>
      Object.fromEntries(groupsOf(found.factors, limits).map(({ id, score, band }) => [id, [score, band]]))
    expect(bands(defaultLimits)).toMatchObject({ grp_load: [3, 'minor'], grp_impact: [1, 'minor'] })
    const moderate = limitValues([{ limitId: 'group_moderate_points', value: 3 }])
    expect(bands(moderate)).toMatchObject({ grp_load: [3, 'moderate'], grp_muscle: [0, 'none'] })
    const both = limitValues([
      { limitId: 'group_moderate_points', value: 2 },
      { limitId: 'group_major_points', value: 3 },
    ])
    expect(bands(both).grp_load).toEqual([3, 'major'])
    const bent = valuesOf({ pain_zone_main: 'zone_posterior', rf_calf_pain_swelling: 'yes' })
    const status = (limits?: Limits) =>
      evaluateFactors(bent, limits).patterns.find(({ id }) => id === 'pat_posterior')
    expect(status()).toMatchObject({ score: 1, status: 'possible' })
    expect(status(limitValues([{ limitId: 'pattern_possible_points', value: 1 }]))).toMatchObject({
      status: 'not_listed',
    })
  })
})

describe('sides', () => {
  const tight = { flex_ober_deg_left: -3, flex_ober_deg_right: 4 }
  test('a two-sided finding is read on the index side', () => {
    expect(factor('fac_itb_tight', { ...tight, index_side: 'right' })).toMatchObject({ level: 0 })
    expect(factor('fac_itb_tight', { ...tight, index_side: 'left' })).toMatchObject({
      level: 1,
      side: 'left',
      basis: [{ id: 'flex_ober_deg', value: -3 }],
    })
  })

  test('what is seen of the running gait on the healthy side is nothing of the painful knee', () => {
    const drop = { gait_pelvic_drop_left: 'none', gait_pelvic_drop_right: 'marked' }
    expect(factor('fac_pelvic_drop', { ...drop, index_side: 'left' }).level).toBe(0)
    expect(factor('fac_pelvic_drop', { ...drop, index_side: 'right' }).level).toBe(2)
    expect(factor('fac_pelvic_drop', { ...drop, index_side: 'equal' })).toMatchObject({
      level: 2,
      side: 'right',
    })
  })

  test('when both sides hurt alike the higher level counts, on whichever side it is', () => {
    expect(factor('fac_itb_tight', { ...tight, index_side: 'equal' })).toMatchObject({
      level: 1,
      side: 'left',
    })
    const right = { flex_popliteal_deg_left: 41, flex_popliteal_deg_right: 51, index_side: 'equal' }
    expect(factor('fac_hamstring_tight', right)).toMatchObject({
      level: 2,
      side: 'right',
      basis: expect.arrayContaining([{ id: 'flex_popliteal_deg', value: 51 }]),
    })
  })

  test('when both sides hurt alike and one is not measured, the other alone is no "absent"', () => {
    const one = { flex_ober_deg_left: 4, index_side: 'equal' }
    expect(factor('fac_itb_tight', one)).toMatchObject({ level: null, missing: ['flex_ober_deg'] })
  })

  test('without a side nothing two-sided is assessed', () => {
    expect(factor('fac_itb_tight', { ...tight, index_side: null })).toMatchObject({ status: 'not_assessed' })
  })

  test('a pattern takes the side with the higher score', () => {
    const values = { index_side: 'equal', test_noble_left: 'normal', test_noble_right: 'positive' }
    expect(pattern('pat_itbs', values)).toMatchObject({ score: 2, side: 'right' })
  })
})

describe('groups', () => {
  test('score, band and order', () => {
    const groups = groupsOf(
      evaluation({
        stretch_days: 0,
        sleep_hours: 5,
        shoe_pairs: 1,
        runs_week_now: 4,
        runs_change: 2,
        stress_level: 0,
      }).factors,
      defaultLimits,
    )
    expect(groups.map(({ id, score, band }) => [id, score, band])).toEqual([
      ['grp_recovery', 6, 'moderate'],
      ['grp_impact', 2, 'minor'],
      ['grp_load', 1, 'minor'],
      ['grp_muscle', 0, 'none'],
      ['grp_technique', 0, 'none'],
    ])
    expect(groups[0]?.factors.map((one) => [one.id, one.points])).toEqual([
      ['fac_short_sleep', 4],
      ['fac_no_stretching', 2],
      ['fac_high_stress', 0],
    ])
    expect(groups[4]?.factors).toEqual([])
    expect(groups[4]?.notAssessed).toHaveLength(7)
  })

  test('ties keep the order of the specification', () => {
    const groups = groupsOf(
      evaluation({ runs_change: 2, cooldown_freq: 'never', surface_top_pct: 95 }).factors,
      defaultLimits,
    )
    expect(groups.slice(0, 3).map((group) => group.id)).toEqual(['grp_load', 'grp_impact', 'grp_recovery'])
  })

  test('the muscle factor with the most points, of equal ones the first', () => {
    expect(topMuscleFactor(evaluation({ lsi_hip_abd: 70, lsi_knee_ext: 70 }))).toBe('fac_quad_weak')
    expect(topMuscleFactor(evaluation({ lsi_hip_abd: 60, lsi_knee_ext: 70 }))).toBe('fac_hip_abd_weak')
    expect(topMuscleFactor(evaluation({ lsi_hip_abd: 85 }))).toBe('none')
  })
})

describe('patterns', () => {
  test('the level of a factor counts for a pattern', () => {
    const spike = { session_spike_pct: 50, km_longest_30d_before: 10 }
    expect(pattern('pat_bone_stress', { ...spike, rf_bone_focal: 'yes' })).toMatchObject({
      score: 3,
      status: 'possible',
    })
  })

  test('against takes points off, and below the threshold by more than 2 it is not listed', () => {
    const outer = { pain_zone_main: 'zone_lateral_epicondyle', test_noble_right: 'positive' }
    expect(pattern('pat_itbs', outer)).toMatchObject({ score: 5, status: 'consider' })
    expect(pattern('pat_itbs', { ...outer, locking: 'locks_sometimes' })).toMatchObject({
      score: 3,
      status: 'possible',
    })
    expect(
      pattern('pat_itbs', { ...outer, locking: 'locks_sometimes', test_sweep_grade_right: 'trace' }),
    ).toMatchObject({ score: 3 })
    expect(
      pattern('pat_itbs', { ...outer, locking: 'locks_sometimes', test_sweep_grade_right: 'one_plus' }),
    ).toMatchObject({ score: 1, status: 'not_listed' })
  })

  test('listed: those to consider first, then by score', () => {
    const found = listedPatterns(
      evaluation({ pain_zone_main: 'zone_posterior', test_slump_right: 'positive', rf_groin_hip_pain: 'yes' })
        .patterns,
    )
    expect(found.map(({ id, status }) => [id, status])).toEqual([
      ['pat_posterior', 'consider'],
      ['pat_referred_hip', 'possible'],
      ['pat_referred_lumbar', 'possible'],
    ])
  })
})
