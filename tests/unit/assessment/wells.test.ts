import { expect, test } from 'vitest'
import { noScore, wellsView } from '#lib/assessment/wells/rules.ts'
import { flagTable } from '#lib/content/flags/table.ts'
import { physioWords } from '#lib/flags/cards/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

const view = (intake: Record<string, RuleValue>) => wellsView(new Map(Object.entries(intake)))

test.each([
  [
    { rf_dvt_risk: ['long_travel', 'previous_clot'] },
    true,
    'A trip of over 4 hours recently, a blood clot before',
  ],
  [{ rf_dvt_risk: ['none'] }, true, 'None of these'],
  [{}, true, 'not asked'],
  [{ rf_dvt_risk: ['pregnant_or_recent_birth'] }, false, 'Pregnant, or gave birth recently'],
  [{ medical_conditions: ['recent_birth'], rf_dvt_risk: ['none'] }, false, 'None of these'],
])('%j stands next to the Wells score', (intake, applies, words) => {
  const line = `Told about the risk of a clot: ${words}.`
  expect(view(intake)).toEqual({ applies, told: applies ? [line] : [line, noScore] })
})

test('the card of the flag says where the answers stand', () => {
  const text = flagTable.find(({ id }) => id === 'flag_dvt')?.physioText ?? ''
  expect(physioWords(text)).toMatch(/The answers about the risk of a clot are shown next to the score\.$/)
})
