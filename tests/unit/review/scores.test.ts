import { expect, test } from 'vitest'
import { dayNumber } from '#lib/dates.ts'
import { outcomeIndicators } from '#lib/outcomes/indicators/rules.ts'
import type { OutcomeRecord } from '#lib/outcomes/record/schema.ts'
import type { OutcomeInput } from '#lib/outcomes/schema.ts'
import { type RecordAsk, scoreRows } from '#lib/review/record/parts/rules.ts'
import { filled, inputOf, noPain, nothingChosen, started } from '../outcomes/make.ts'

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
    deltaText: '−68',
    status: null,
    note: 'Substantial problem.',
  })
})

test('a score is kept with its day and that of the start, however old it is', () => {
  const administrations = [filled('psfs', '2026-01-02', [3]), filled('psfs', '2026-01-26', [6])]
  const course = rowOf('psfs', { administrations }, '2026-06-10')
  expect([course?.baselineOn, course?.on]).toEqual([dayNumber('2026-01-02'), dayNumber('2026-01-26')])
  const alone = rowOf('psfs', { administrations: administrations.slice(0, 1) }, '2026-06-10')
  expect([alone?.baselineOn, alone?.on]).toEqual([dayNumber('2026-01-02'), dayNumber('2026-01-02')])
  const groc = rowOf('groc', { administrations: [filled('groc', '2026-01-26', [3])] }, '2026-06-10')
  expect([groc?.baselineOn, groc?.on]).toEqual([null, dayNumber('2026-01-26')])
  const pain = { ...noPain, intake: { on: '2026-01-01', worst: 7 }, forms: [{ on: '2026-01-20', worst: 3 }] }
  const nprs = rowOf('nprs', { pain }, '2026-06-10')
  expect([nprs?.baselineOn, nprs?.on]).toEqual([dayNumber('2026-01-01'), dayNumber('2026-01-20')])
})
