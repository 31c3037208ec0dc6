import { expect, test } from 'vitest'
import { BeginFields } from '#components/programs/begin-fields.tsx'
import type { BeginView } from '#lib/programs/entry/schema.ts'
import { text } from './render.ts'

const entry = {
  ...({ name: 'entry', result: 'not_met', text: 'Stairs at most 3/10' } as const),
  because: ['Weekly check: stairs: 5 (asked for: at most 3)'],
  missing: [{ id: 'func_hop_pain', label: 'Pain in ten hops', how: 'Examine it', href: '/cases/c/x' }],
}
const fields = (...begins: BeginView[]) => text(<BeginFields begins={begins} chosen="a" />)

test('a phase that its rules do not permit says why, and asks for a reason', () => {
  const said = fields({ key: 'a', name: 'Run 1', state: 'reason', checks: [entry] })
  expect(said).toContain('Run 1: needs a reason')
  expect(said).toContain('not met: Weekly check: stairs: 5')
  expect(said).toContain('Pain in ten hops')
  expect(said).toContain('Why a phase begins although its rules do not permit it')
})

test('no reason is asked for over a block, where the rules permit it, or where a phase goes on', () => {
  for (const state of ['blocked', 'may'] as const)
    expect(fields({ key: 'a', name: 'Run 1', state, checks: [entry] })).not.toContain('Why a phase begins')
  expect(fields({ key: 'a', name: 'Run 1', state: 'may', checks: [] })).toBe('')
})
