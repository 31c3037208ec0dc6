import { expect, test } from 'vitest'
import { dayNumber } from '#lib/dates.ts'
import type { OutcomeRecord } from '#lib/outcomes/record/schema.ts'
import { scaleView } from '#lib/outcomes/views/rules.ts'
import { filled, inputOf, started } from './make.ts'

const view = (...forms: (number | null)[][]) => {
  const days = ['2026-02-28', '2026-03-23', '2026-04-13']
  const administrations = forms.map((values, at) => filled('psfs', days[at] ?? '', values))
  const input = inputOf({ timeline: started('2026-03-02'), administrations })
  return scaleView({ input, today: '2026-04-14', origins: new Map() } as unknown as OutcomeRecord, 'psfs')
}
const drawn = (of: ReturnType<typeof view>) => of?.points.map(({ value }) => value)

test('where an activity was dropped, the drawing shows the change that the sentence tells of, and says so', () => {
  const dropped = view([1, 1, 7], [3, 3, null])
  expect(dropped?.change).toMatchObject({ deltaText: '+2.0', status: 'better_important' })
  expect(dropped?.baseline).toEqual({ day: dayNumber('2026-02-28'), value: 1 })
  expect(drawn(dropped)).toEqual([1, 3])
  expect(dropped?.note).toMatch(/in both forms: 1\.0 to 3\.0/)
  expect(dropped?.rows.map(([, score]) => score)).toEqual(['3.0', '3.0'])
})

test('an activity that came later is no part of the change either', () => {
  expect(drawn(view([3, null, null], [4, 1, 1], [5, 1, 1]))).toEqual([3, 2, 5])
})

test('where all of them are scored both times the means are drawn, and nothing is said', () => {
  const whole = view([3, 5, 2], [6, 7, 5])
  expect(drawn(whole)).toEqual([10 / 3, 6])
  expect(whole?.note).toBeNull()
})
