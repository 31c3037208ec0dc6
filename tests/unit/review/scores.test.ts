import { expect, test } from 'vitest'
import { outcomeIndicators } from '#lib/outcomes/indicators/rules.ts'
import type { OutcomeRecord } from '#lib/outcomes/record/schema.ts'
import type { OutcomeInput } from '#lib/outcomes/schema.ts'
import { type RecordAsk, scoreRows } from '#lib/review/record/parts/rules.ts'
import { filled, inputOf, nothingChosen, started } from '../outcomes/make.ts'

const rowsOf = (more: Partial<OutcomeInput>, today: string) => {
  const input = inputOf({ timeline: started('2026-01-05'), ...more })
  const measures = outcomeIndicators(input, today)
  const outcomes = { input, today } as OutcomeRecord
  return scoreRows({ outcomes, evaluation: { measures } } as RecordAsk)
}
const rowOf = (id: string, ...of: Parameters<typeof rowsOf>) => rowsOf(...of).find((row) => row.id === id)

test('a measure that nothing judges has its change without a status, and says what it means', () => {
  const administrations = [
    filled('ostrc_o2', '2026-01-12', [8, 8, 8, 0]),
    filled('ostrc_o2', '2026-02-09', [17, 25, 25, 25]),
  ]
  const chosen = { ...nothingChosen, ostrc: true }
  expect(rowOf('ostrc_o2', { administrations, chosen }, '2026-02-10')).toMatchObject({
    ...{ deltaText: '−68', status: null, note: 'Substantial problem.' },
  })
})
