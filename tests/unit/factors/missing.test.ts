import { describe, expect, test } from 'vitest'
import { factors } from '#lib/content/factors/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { evaluateFactors } from '#lib/factors/evaluation/rules.ts'
import { storedInputsOf } from '#lib/factors/inputs/rules.ts'
import { groupViews } from '#lib/factors/views/rules.ts'
import { missingViews } from '#lib/factors/words/rules.ts'
import { parseRule } from '#lib/rules/parse.ts'
import { idsOf } from '#lib/rules/tree.ts'
import type { Values } from './people.ts'

const ways = (...ids: string[]) =>
  missingViews(ids, new Map(), 'c').map(({ id, href }) => [id, href?.replace('/cases/c/', '')])

describe('what is missing', () => {
  test('leads to where it is asked: safety questions, review form, assessment', () => {
    expect(ways('rf_trauma', 'settle_time', 'func_sts30')).toEqual([
      ['rf_trauma', 'safety'],
      ['settle_time', 'review-form'],
      ['func_sts30', 'assessment?field=func_sts30'],
    ])
    expect(ways('flag_bsi_knee')).toEqual([['flag_bsi_knee', 'safety']])
  })

  test('that only the intake asks is asked at the visit, with all else that is missing there', () => {
    const [shoe, warmup] = missingViews(['shoe_km', 'warmup_freq', 'rf_trauma'], new Map(), 'c')
    expect(shoe?.href).toBe('/cases/c/visit-form?ask=shoe_km,warmup_freq#question-shoe_km')
    expect(warmup?.href).toBe('/cases/c/visit-form?ask=warmup_freq,shoe_km#question-warmup_freq')
    expect(shoe?.how).toBe('Ask it at the visit')
  })

  test('of who she is has no form in a case', () => {
    const [born] = missingViews(['date_of_birth'], new Map(), 'c')
    expect(born?.how).toMatch(/^Only the intake asks this/)
  })

  test('of a calculated value is the question behind it', () => {
    const of = (...ids: string[]) => ways(...ids).map(([id]) => id)
    expect(of('long_run_share_pct')).toEqual(['km_longest_now', 'km_week_now'])
    expect(of('agg_max')).toHaveLength(12)
    expect(of('surface_top_pct')).toHaveLength(6)
    expect(of('fac_session_spike')).toEqual(['km_onset_run', 'km_longest_30d_before'])
  })

  describe('of what is computed', () => {
    const way = (id: string, values: Values) => {
      const [one] = missingViews([id], new Map(Object.entries(values)), 'c')
      return one?.href?.replace('/cases/c/assessment?field=', '') ?? one?.how
    }
    const right = { index_side: 'right', age_years: 45 }

    test('is the first value of it that is not known', () => {
      const two = { test_resisted_extension_pain_right: 'positive', test_squat_pain_right: 'normal' }
      expect(way('pfp_cluster', { ...right, ...two })).toBe('palp_patellar_facets')
      expect(way('pfp_cluster', { ...right, test_resisted_extension_pain_right: 'unclear' })).toBe(
        'test_resisted_extension_pain',
      )
      expect(way('lsi_hip_abd', { ...right, str_hip_abd_right: 1 })).toBe('str_hip_abd')
      expect(way('knee_ext_low', { ...right, str_knee_ext_right: 2 })).toBe('str_knee_ext_position')
      expect(way('sts30_low', right)).toBe('func_sts30')
    })

    test('is not asked for where it was measured and has no norm', () => {
      expect(way('sts30_low', { ...right, func_sts30: 20 })).toBe('No norm at this age')
      expect(way('heel_raise_gap', { ...right, func_heel_raise_right: 20 })).toBe(
        'No norm while the sex is not known',
      )
      const old = { index_side: 'right', age_years: 70, str_knee_ext_right: 2, str_knee_ext_position: '90' }
      expect(way('knee_ext_low', old)).toBe('No norm at this age and angle')
    })

    test('is not asked for where both knees hurt and one is compared with the other', () => {
      for (const id of ['lsi_knee_ext', 'wblt_diff_cm', 'heel_raise_diff', 'heel_raise_diff_pct'])
        expect(way(id, { index_side: 'equal' })).toBe('Both knees hurt: no comparison')
      expect(way('heel_raise_gap', { index_side: 'equal', func_heel_raise_left: 26, age_years: 30 })).toBe(
        'func_heel_raise',
      )
    })
  })

  test('of every factor and pattern has a way to it, and none leads to the answers of the intake', () => {
    const rules = [
      ...factors.flatMap(({ levels }) => levels.map(({ rule }) => rule)),
      ...patterns.flatMap((one) => [...one.for, ...one.against].map(({ rule }) => rule)),
    ]
    const ids = [...new Set(rules.flatMap((rule) => idsOf(parseRule(rule))))]
    const dead = ways(...ids).filter(([, href]) => !href || href.startsWith('intake'))
    expect(dead).toEqual([])
  })

  test('of a group is no test that cannot answer', () => {
    const needs = (values: Values) => {
      const sources = new Map()
      const all = new Map(Object.entries({ index_side: 'equal', age_years: 45, ...values }))
      const inputs = storedInputsOf({ values: all, sources })
      const found = groupViews(evaluateFactors(all, defaultLimits), new Map(), inputs, 'c', defaultLimits)
      return found.find(({ id }) => id === 'grp_muscle')
    }
    const strong = { str_knee_ext_left: 3, str_knee_ext_right: 3, str_knee_ext_position: '60' }
    const [before, after] = [needs(strong), needs({ ...strong, func_sts30: 20 })]
    const quad = after?.notAssessed.find(({ id }) => id === 'fac_quad_weak')
    expect(quad?.missing.map(({ how }) => how)).toEqual([
      'Both knees hurt: no comparison',
      'No norm at this age and angle',
      'No norm at this age',
    ])
    const tests = (of: typeof after) => Number(of?.needs.match(/(\d+) tests/)?.[1])
    expect(tests(before) - tests(after)).toBe(1)
  })
})
