import { expect, test } from 'vitest'
import { Suggestions } from '#components/programs/suggestions.tsx'
import type { SuggestionView } from '#lib/programs/progression/schema.ts'
import { html, text } from './render.ts'

const caseId = '0197f0a0-0000-7000-8000-000000000001'
const one = (advice: SuggestionView['advice']): SuggestionView => ({
  id: advice,
  state: 'open',
  advice,
  name: 'Bridge',
  text: '14 repetitions instead of 12',
  ruleId: '',
  rule: 'always',
  inputs: [],
  acceptable: true,
  dayText: 'today',
  answered: null,
  reason: '',
  itself: false,
})
const card = (advice: SuggestionView['advice'], stale: string | null) => (
  <Suggestions {...{ caseId, open: [one(advice)], past: [], standing: null, mayWrite: true, stale }} />
)

test('more is not offered with one press on safety answers that are too old; the way to new ones is', () => {
  const old = 'The safety answers are 20 days old; at most 14 are allowed.'
  expect(html(card('progress', null))).toContain('Accept, Bridge')
  expect(html(card('progress', old))).not.toContain('Accept, Bridge')
  expect(html(card('progress', old))).toContain(`href="/cases/${caseId}/safety"`)
  expect(text(card('progress', old))).toContain(old)
  expect(html(card('progress', old))).toContain('Change, Bridge')
  expect(html(card('regress', old))).toContain('Accept, Bridge')
  expect(text(card('regress', old))).not.toContain(old)
})
