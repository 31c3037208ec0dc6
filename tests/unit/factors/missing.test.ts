import { describe, expect, test } from 'vitest'
import { factors } from '#lib/content/factors/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import { missingViews } from '#lib/factors/words/rules.ts'
import { parseRule } from '#lib/rules/parse.ts'
import { idsOf } from '#lib/rules/tree.ts'

const ways = (...ids: string[]) =>
  missingViews(ids, new Set(), 'c').map(({ id, href }) => [id, href?.replace('/cases/c/', '')])

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
    const [shoe, warmup] = missingViews(['shoe_km', 'warmup_freq', 'rf_trauma'], new Set(), 'c')
    expect(shoe?.href).toBe('/cases/c/visit-form?ask=shoe_km,warmup_freq#question-shoe_km')
    expect(warmup?.href).toBe('/cases/c/visit-form?ask=warmup_freq,shoe_km#question-warmup_freq')
    expect(shoe?.how).toBe('Ask it at the visit')
  })

  test('of who she is has no form in a case', () => {
    const [born] = missingViews(['date_of_birth'], new Set(), 'c')
    expect(born?.how).toMatch(/^Only the intake asks this/)
  })

  test('of a calculated value is the question behind it', () => {
    const of = (...ids: string[]) => ways(...ids).map(([id]) => id)
    expect(of('long_run_share_pct')).toEqual(['km_longest_now', 'km_week_now'])
    expect(of('agg_max')).toHaveLength(12)
    expect(of('surface_top_pct')).toHaveLength(6)
    expect(of('fac_session_spike')).toEqual(['km_onset_run', 'km_longest_30d_before'])
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
})
