import { expect, test } from 'vitest'
import type { InputSource, StoredFactor, StoredInputs } from '#lib/factors/schema.ts'
import { factorView } from '#lib/factors/views/rules.ts'
import { evaluation } from './people.ts'

test('an evaluation of when the gait had no sides reads as it did', () => {
  const from: InputSource = { kind: 'assessment', sourceId: null, on: '2026-10-01' }
  const inputs: StoredInputs = {
    index_side: { value: 'right', from },
    gait_pelvic_drop: { value: 'marked', from },
  }
  const now = evaluation({ gait_pelvic_drop_right: 'marked' }).factors.find(
    (one) => one.id === 'fac_pelvic_drop',
  )
  const then: StoredFactor = {
    ...(now as StoredFactor),
    side: null,
    levels: (now?.levels ?? []).map((level) => ({ ...level, side: null })),
  }
  const view = factorView(then, inputs, null)
  expect(view.sentence).toBe('Your pelvis drops on the free side while you run.')
  expect(view.inputs[0]).toMatchObject({ label: 'Pelvis drops', answer: 'Marked', given: true })
  expect(view.rules.map((rule) => rule.why[0])).toMatchObject([
    { kind: 'group' },
    { kind: 'condition', state: 'met', label: 'Pelvis drops', answer: 'Marked' },
  ])
})
