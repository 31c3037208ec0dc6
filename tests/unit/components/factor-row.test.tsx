import { expect, test } from 'vitest'
import { FactorRow } from '#components/factors/factor-row.tsx'
import { storedInputsOf } from '#lib/factors/inputs/rules.ts'
import type { FactorResponseKind } from '#lib/factors/responses/schema.ts'
import { factorView } from '#lib/factors/views/rules.ts'
import { factor } from '#tests/unit/factors/people.ts'
import { html } from './render.ts'

const row = (lsi: number, kind: FactorResponseKind, level: number, outlived = false) => {
  const words = { confirmed: 'Confirmed', dismissed: 'Dismissed', added: 'Added' }[kind]
  const response = { kind, words, level, outlived, text: '', by: 'Ana', at: '2026-01-02', atText: 'Friday' }
  const view = factorView(factor('fac_quad_weak', { lsi_knee_ext: lsi }), {}, 'case')
  return html(<FactorRow factor={view} responses={[response]} />)
}

test('a factor that is worse than when it was dismissed says so, and is not struck out', () => {
  expect(row(60, 'dismissed', 1)).toContain('Dismissed at level 1, now 3')
  expect(row(60, 'dismissed', 1)).not.toContain('line-through')
  expect(row(85, 'dismissed', 1)).toContain('>Dismissed<')
  expect(row(85, 'dismissed', 2)).toContain('line-through')
})

test('a factor that was dismissed while the rules did not find it is not struck out', () => {
  for (const level of [0, 1]) {
    expect(row(85, 'dismissed', level, true)).toContain('Dismissed before this finding')
    expect(row(85, 'dismissed', level, true)).not.toContain('line-through')
  }
  expect(row(95, 'dismissed', 0, true)).toContain('>Dismissed<')
})

test('a factor that was confirmed at another level says both', () => {
  expect(row(60, 'confirmed', 1)).toContain('Confirmed at level 1, now 3')
  expect(row(60, 'confirmed', 3)).toContain('>Confirmed<')
})

test('a factor that no examination can rate says why, and not that a test is missing', () => {
  const values = { index_side: 'equal', age_years: 45, func_sts30: 20, knee_ext_low: 'no' }
  const inputs = storedInputsOf({ values: new Map(Object.entries(values)), sources: new Map() })
  const said = html(<FactorRow factor={factorView(factor('fac_quad_weak', values), inputs, 'case')} />)
  expect(said).toContain('Both knees hurt: no comparison · No norm at this age')
  expect(said).not.toContain('Missing: ')
})
