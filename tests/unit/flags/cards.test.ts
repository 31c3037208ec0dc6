import { describe, expect, test } from 'vitest'
import { flagTable } from '#lib/content/flags/table.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { physioWords, whyLines } from '#lib/flags/cards/rules.ts'
import { evaluateFlags } from '#lib/flags/evaluation/rules.ts'
import { valuesOf, withValues } from '#tests/unit/flags/patients.ts'

const why = (flagId: string, changes: Parameters<typeof valuesOf>[0]) => {
  const result = evaluateFlags(valuesOf(changes), 'intake', defaultLimits).find((one) => one.id === flagId)
  return whyLines(result?.traces ?? [])
}

describe('why a flag fired', () => {
  test('says each condition with the answer given, met or not', () => {
    const lines = why('flag_septic_joint', { rf_hot_red_swollen: 'yes', rf_fever_unwell: 'yes' })
    const conditions = lines.filter((line) => line.kind === 'condition')
    expect(conditions.filter((line) => line.state === 'met').map((line) => line.answer)).toEqual([
      'Yes',
      'Yes',
    ])
    expect(conditions.some((line) => line.state === 'not_met' && line.answer === 'No')).toBe(true)
    expect(lines.find((line) => line.kind === 'group')).toMatchObject({ text: 'and at least one of' })
  })

  test('a missing answer is not assessed, never "no"', () => {
    const lines = why('flag_septic_joint', { rf_hot_red_swollen: 'yes', rf_fever_unwell: null })
    expect(lines).toContainEqual(
      expect.objectContaining({ state: 'not_assessed', answer: 'Not answered', depth: 1 }),
    )
  })

  test('an answer of a log in the words that the patient ticked', () => {
    const values = withValues(valuesOf(), { log_safety: ['calf_swollen'] })
    const result = evaluateFlags(values, 'log', defaultLimits).find((one) => one.id === 'flag_dvt')
    expect(whyLines(result?.traces ?? [])).toMatchObject([
      {
        label: 'Since the last entry: A calf or the whole leg is swollen, warm or sore to touch',
        answer: 'Yes',
        state: 'met',
      },
    ])
  })
})

test('no text for the physio shows an id, a file or a comparison sign', () => {
  for (const flag of flagTable)
    expect(physioWords(flag.physioText)).not.toMatch(/[a-z]+_[a-z]|\.md|[<>]=?|[≤≥→]/)
})
