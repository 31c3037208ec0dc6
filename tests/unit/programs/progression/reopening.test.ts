import { expect, test } from 'vitest'
import { afterDiscard, type Now } from '#lib/programs/progression/reopening/rules.ts'

const taken = (advice: string) => ({
  state: 'changed',
  advice,
  createdAt: new Date(0),
  ruleId: 'r_ex_progress_dose',
  inputs: [],
  change: { kind: 'none' },
})
const decided = (advice: string, ruleId = 'r_other') =>
  ({ subject: 'a', newestAt: 0, decision: { advice, ruleId, inputs: [], change: { kind: 'none' } } }) as never
const silent = { subject: 'a', newestAt: 0, decision: null }
const after = (advice: string, more: Partial<Now> = {}) =>
  afterDiscard(taken(advice), { newer: false, fits: true, advised: undefined, stopped: false, ...more })

test('a suggestion whose draft was discarded waits as it would had nobody answered it', () => {
  expect([after('regress'), after('progress')]).toEqual(['waits', 'waits'])
  expect([after('regress', { newer: true }), after('regress', { fits: false })]).toEqual(['newer', 'unfit'])
  // Where everything stands still less goes on waiting, and more does not.
  expect([after('regress', { stopped: true }), after('progress', { stopped: true })]).toEqual([
    'waits',
    'over',
  ])
  // Less stays less, whichever values the rules have for it now.
  const less = { advised: decided('regress') }
  expect([after('regress', less), after('progress', less)]).toEqual(['waits', 'over'])
  expect(after('progress', { advised: decided('progress', 'r_ex_progress_dose') })).toBe('waits')
  expect([after('regress', { advised: silent }), after('progress', { advised: silent })]).toEqual([
    'over',
    'over',
  ])
})
