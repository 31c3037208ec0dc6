import { expect, test } from 'vitest'
import { wayTo } from '#lib/rulebook/ways/rules.ts'

test.each([
  ['func_hop_pain', 'Examine it', '/cases/c/assessment?field=func_hop_pain'],
  ['test_squat_pain_nprs', 'Examine it', '/cases/c/assessment?field=test_squat_pain'],
  ['func_stepdown_score', 'Examine it', '/cases/c/assessment?field=func_stepdown_items'],
  ['chk_stairs_nprs', 'Fill in the questionnaire', '/cases/c/outcomes'],
  ['pat_bone_stress', 'Evaluate the factors', '/cases/c/factors'],
  ['nprs_worst_7d', 'Ask it in the review form', '/cases/c/review-form'],
  ['ind_walk30_ok', 'Not recorded', null],
])('%s: %s', (id, how, href) => expect(wayTo(id, 'c')).toEqual({ how, href }))

test('an indicator says itself what it waits for', () => {
  expect(wayTo('ind_walk30_ok', 'c', 'Two walks are needed').how).toBe('Two walks are needed')
})
