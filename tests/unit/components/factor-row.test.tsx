import { expect, test } from 'vitest'
import { FactorRow } from '#components/factors/factor-row.tsx'
import type { FactorResponseKind } from '#lib/factors/responses/schema.ts'
import { factorView } from '#lib/factors/views/rules.ts'
import { factor } from '#tests/unit/factors/people.ts'
import { html } from './render.ts'

const row = (lsi: number, kind: FactorResponseKind, level: number) => {
  const words = { confirmed: 'Confirmed', dismissed: 'Dismissed', added: 'Added' }[kind]
  const response = { kind, words, level, text: '', by: 'Ana', at: '2026-01-02', atText: 'Friday' }
  const view = factorView(factor('fac_quad_weak', { lsi_knee_ext: lsi }), {}, 'case')
  return html(<FactorRow factor={view} responses={[response]} />)
}

test('a factor that is worse than when it was dismissed says so, and is not struck out', () => {
  expect(row(60, 'dismissed', 1)).toContain('Dismissed at level 1, now 3')
  expect(row(60, 'dismissed', 1)).not.toContain('line-through')
  expect(row(85, 'dismissed', 1)).toContain('>Dismissed<')
  expect(row(85, 'dismissed', 2)).toContain('line-through')
})

test('a factor that was confirmed at another level says both', () => {
  expect(row(60, 'confirmed', 1)).toContain('Confirmed at level 1, now 3')
  expect(row(60, 'confirmed', 3)).toContain('>Confirmed<')
})
