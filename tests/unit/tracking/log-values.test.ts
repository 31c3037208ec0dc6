import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { evaluateFlags } from '#lib/flags/evaluation/rules.ts'
import { mergeFlags } from '#lib/flags/history/rules.ts'
import { afterTeamEntry, logValues } from '#lib/tracking/entries/rules.ts'

/** Which flags an entry raises when night pain on three days was ruled out before. */
function raisedBy(safety: readonly string[]): readonly string[] {
  const around = { nights: 3, swelling: null }
  const { values, answered } = logValues({}, { safety, injury: null }, around, {
    today: '2026-11-23',
    limits: defaultLimits,
  })
  const before = {
    id: 'row',
    flagId: 'flag_malignancy',
    state: 'resolved' as const,
    occasion: 'log before',
    fired: { ind_night_pain_days_7d: 3 },
    answerChanged: false,
    calledBack: false,
    saidAgainIn: null,
  }
  const results = evaluateFlags(values, 'log', defaultLimits, answered)
  return mergeFlags([before], results, { occasion: 'log', answered }).raise.map(({ id }) => id)
}

describe('what an entry answers itself', () => {
  test('a further night of pain is news', () => {
    expect(raisedBy(['night_pain_constant'])).toEqual(['flag_malignancy'])
  })

  test('the nights of earlier entries are none', () => {
    expect(raisedBy(['fever_unwell'])).toEqual([])
  })
})

test('the team goes on with the next entry of the same day, and to an entry that it put right', () => {
  const saved = { id: 'e', caseId: 'c' }
  expect(afterTeamEntry(saved, { logDate: '2026-11-24' }, 'run')).toBe(
    '/cases/c/log?day=2026-11-24&saved=run&entry=e',
  )
  expect(afterTeamEntry(saved, {}, 'run')).toBe('/cases/c/log?saved=run&entry=e')
  expect(afterTeamEntry(saved, { supersedes: 'b' }, 'run')).toBe('/cases/c/entries/e?done=corrected')
})
