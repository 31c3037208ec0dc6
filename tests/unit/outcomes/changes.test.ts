import { describe, expect, test } from 'vitest'
import { scaleOf } from '#lib/content/outcomes/instruments.ts'
import type { MeasureId, ScaleId } from '#lib/content/outcomes/types.ts'
import { addDays } from '#lib/dates.ts'
import { baselineOf, changesOf, pairedMeans, statusOf, thresholdsOf } from '#lib/outcomes/changes/rules.ts'
import { painAtStart, painBetterRecently, painChange, painOf7Days } from '#lib/outcomes/pain/rules.ts'
import { filled, itemsOf, noPain, times } from './make.ts'

const activated = '2026-03-02'
const sentOn = '2026-02-20'
const later = '2026-04-13'
type Values = readonly (number | null)[]

const change = (measure: MeasureId, from: Values, to: Values, id = measure as ScaleId) =>
  changesOf([filled(measure, activated, from), filled(measure, later, to)], id, activated).at(-1)

const daily = (start: string, values: readonly (number | null)[]) =>
  new Map(values.flatMap((value, at) => (value === null ? [] : [[addDays(start, at), value] as const])))

describe('worked examples of changes (clinical/outcome-measures.md 5)', () => {
  test('5.1 nprs 1: the mean of the last 7 days, one without a value', () => {
    const course = { ...noPain, daily: daily('2026-04-07', [5, 6, 4, 5, null, 3, 4]) }
    expect(painOf7Days(course, later)).toBe(4.5)
  })
  test('5.1 nprs 2 and 3', () => {
    const thresholds = thresholdsOf(scaleOf('nprs').scale)
    const better = { daily: daily(activated, [6, 7, 6, 7, 6, 7]), intake: null, forms: [] }
    const course = {
      ...better,
      daily: new Map([...better.daily, ...daily('2026-04-07', [5, 6, 4, 5, null, 3, 4])]),
    }
    expect(painAtStart(course, activated, later)).toEqual({ on: activated, score: 6.5, of: 'first week' })
    expect(painChange(course, activated, later)).toMatchObject({ delta: 2, status: 'better_important' })
    expect(statusOf(1, thresholds)).toBe('no_detectable_change')
  })
  test('5.2 psfs 2 and 3: the paired mean', () => {
    const both = change('psfs', [3, 5, 2], [6, 7, 5])
    expect(both?.delta).toBeCloseTo(2.67, 2)
    expect(both?.status).toBe('better_important')
    expect(both?.followUp.score).toBeCloseTo(6, 9)
    const dropped = change('psfs', [3, 5, 2], [6, 7, null])
    expect(dropped).toMatchObject({ delta: 2.5, status: 'better_important' })
    expect([dropped?.baseline?.score, dropped?.followUp.score]).toEqual([4, 6.5])
  })
  test('5.3 akps', () => {
    const found = change(
      'akps',
      [3, 5, 3, 5, 3, 6, 2, 6, 6, 8, 10, 3, 5],
      [5, 5, 5, 8, 4, 8, 7, 8, 8, 8, 10, 5, 5],
    )
    expect(found).toMatchObject({ delta: 21, status: 'better_important' })
  })
  test('5.4 lefs', () => {
    const from = [...times(8, 4), ...times(6, 2), ...times(6, 1)]
    expect(change('lefs', from, times(20, 3))).toMatchObject({ delta: 10, status: 'better_important' })
  })
  test('5.6 koos_pf', () => {
    const found = change('koos_pf', [2, 1, 2, 2, 1, 3, 2, 1, 1, 2, 2], times(11, 1))
    expect(found?.delta).toBeCloseTo(18.2, 1)
    expect(found?.status).toBe('better_important')
  })
  test('5.7 uwri', () => {
    const from = [3, 2, 2, 2, 1, 2, 2, 3, 1]
    expect(change('uwri', from, [4, 3, 3, 3, 3, 3, 3, 4, 3])).toMatchObject({
      delta: 11,
      status: 'better_important',
    })
    expect(change('uwri', from, [3, 3, 3, 3, 2, 2, 2, 3, 1])).toMatchObject({
      delta: 4,
      status: 'no_detectable_change',
    })
    expect(change('uwri', from, [3, 3, 3, 3, 3, 2, 3, 3, 1])).toMatchObject({
      delta: 6,
      status: 'better_possible',
    })
  })
  test('5.8 ostrc_o2: less is better, and nothing judges it', () => {
    expect(change('ostrc_o2', [17, 25, 25, 25], [8, 17, 8, 8])).toMatchObject({ delta: 51, status: null })
  })
  test('5.9 groc is itself a change', () => {
    const [first] = changesOf([filled('groc', later, [-2])], 'groc', activated)
    expect(first).toMatchObject({ delta: -2, status: 'worse', baseline: null })
    expect(changesOf([filled('groc', later, [3])], 'groc', null)[0]?.status).toBe('better_important')
  })
})

describe('status', () => {
  test.each([
    [{ mdc: 4.1, mic: 8 }, 8, 'better_important'],
    [{ mdc: 4.1, mic: 8 }, 4.1, 'better_possible'],
    [{ mdc: 9, mic: 5 }, 6, 'better_possible'],
    [{ mdc: 9, mic: 10 }, -9, 'worse'],
    [{ mdc: 9, mic: 10 }, -8.9, 'no_detectable_change'],
    [{ mdc: null, mic: 15 }, 15, 'better_important'],
    [{ mdc: null, mic: 15 }, 14.9, 'no_detectable_change'],
    [{ mdc: null, mic: 15 }, -15, 'worse'],
    [{ mdc: null, mic: null }, 40, null],
    [{ mdc: 2, mic: 2 }, 2 - 1e-10, 'better_important'],
    [{ mdc: 2, mic: 2 }, 2 - 1e-6, 'no_detectable_change'],
    [{ mdc: 2, mic: 2 }, -2 + 1e-10, 'worse'],
  ])('%j, change %d: %s', (thresholds, delta, expected) => {
    expect(statusOf(delta, thresholds)).toBe(expected)
  })
})

describe('the baseline', () => {
  const on = (day: string) => filled('lefs', day, times(20, 2))
  const incomplete = (day: string) => filled('lefs', day, times(19, 2))
  const [before, onTheDay, after, late] = ['2026-02-20', activated, '2026-03-16', '2026-03-17'].map(on)
  if (!before || !onTheDay || !after || !late) throw new Error('four days')

  test('is the last complete one on or before activation', () => {
    expect(baselineOf([after, onTheDay, before], 'lefs', activated)).toBe(onTheDay)
    expect(baselineOf([after, before, incomplete(activated)], 'lefs', activated)).toBe(before)
  })
  test('else the first complete one within 14 days', () => {
    expect(baselineOf([late, after], 'lefs', activated)).toBe(after)
    expect(baselineOf([late], 'lefs', activated)).toBeNull()
  })
  test('is nothing before there is a program', () => {
    expect(baselineOf([before], 'lefs', null)).toBeNull()
  })
  test('is no follow-up of itself, and an incomplete one is none either', () => {
    expect(changesOf([onTheDay, incomplete(later)], 'lefs', activated)).toEqual([])
  })
})

describe('koos counts as five', () => {
  test('each with its own rule for missing items', () => {
    const from = filled('koos', activated, times(42, 2))
    // Pain and symptoms answered, nothing else.
    const to = filled('koos', later, times(16, 1))
    expect(changesOf([from, to], 'koos_pain', activated)[0]).toMatchObject({
      delta: 25,
      status: 'better_important',
    })
    expect(changesOf([from, to], 'koos_adl', activated)).toEqual([])
  })
})

describe('pairs of activities', () => {
  const named = (a: string, b: string) => ({ psfs_1: a, psfs_2: b })
  test('are by activity: another one under the same number is not compared', () => {
    const from = filled('psfs', activated, [2, 4], named('Stairs', 'Running'))
    const to = filled('psfs', later, [9, 6], named('Squatting', 'Running'))
    expect(pairedMeans(from, to)).toEqual({ from: 4, to: 6 })
  })
  test('without a common one there is no change', () => {
    const from = filled('psfs', activated, [2, null])
    const to = filled('psfs', later, [null, 6])
    expect(pairedMeans(from, to)).toBeNull()
    expect(changesOf([from, to], 'psfs', activated)).toEqual([])
  })
})

describe('the change of pain', () => {
  test('vector 1 of clinical/review.md 2.1: 5.6 at the start, 3.0 now, +2.6', () => {
    const t = [0, 1, 2, 4, 5, 7, 8, 9, 11, 12, 14, 15, 16, 18, 19, 21, 22, 23, 25, 26, 27]
    const y = [6, 6, 5, 6, 5, 5, 5, 4, 5, 4, 4, 4, 5, 4, 3, 3, 4, 3, 3, 2, 3]
    const course = {
      ...noPain,
      daily: new Map(t.map((at, index) => [addDays(activated, at), y[index] ?? 0])),
    }
    const today = addDays(activated, 27)
    expect(painAtStart(course, activated, today)?.score).toBeCloseTo(5.6, 9)
    expect(painOf7Days(course, today)).toBeCloseTo(3, 9)
    expect(painChange(course, activated, today)?.delta).toBeCloseTo(2.6, 9)
  })
  test('with fewer than 3 values in the first week the intake is the start, on its own day', () => {
    const course = { ...noPain, daily: daily(activated, [9, 9]), intake: { on: sentOn, worst: 6 } }
    expect(painAtStart(course, activated, later)).toEqual({ on: sentOn, score: 6, of: 'intake' })
  })
  test('without pain of the last week the worst pain of the newest form is compared with the intake', () => {
    const forms = [
      { on: '2026-04-10', worst: 3 },
      { on: '2026-03-20', worst: 5 },
      { on: '2026-05-01', worst: 0 },
    ]
    const course = { daily: new Map(), intake: { on: sentOn, worst: 7 }, forms }
    expect(painChange(course, activated, later)).toMatchObject({
      delta: 4,
      baseline: { on: sentOn, score: 7 },
      followUp: { on: '2026-04-10', score: 3 },
    })
    expect(painChange({ ...course, intake: null }, activated, later)).toBeNull()
  })
  test('pain that was known since a form says more than that form', () => {
    const today = addDays(activated, 67)
    const change = (told: number, since: number, formOn: number) => {
      const days = [...daily(activated, times(7, 5)), ...daily(addDays(activated, 25), times(35, since))]
      const forms = [{ on: addDays(activated, formOn), worst: told }]
      const course = { daily: new Map(days), intake: { on: sentOn, worst: 5 }, forms }
      return painChange(course, activated, today)
    }
    expect(change(8, 3, 20)).toMatchObject({
      status: 'better_important',
      followUp: { on: addDays(activated, 59), score: 3 },
    })
    expect(change(2, 7, 20)).toMatchObject({ status: 'worse', followUp: { score: 7 } })
    expect(change(8, 3, 60)).toMatchObject({ status: 'worse', followUp: { on: addDays(activated, 60) } })
  })
  test('a form from before the program is the baseline, and improvement by the program only what came later', () => {
    const before = { on: addDays(activated, -3), worst: 4 }
    const course = { daily: new Map(), intake: { on: sentOn, worst: 8 }, forms: [before] }
    expect(painChange(course, activated, addDays(activated, 20))).toBeNull()
    const onTheDay = { on: activated, worst: 3 }
    expect(painChange({ ...course, forms: [before, onTheDay] }, activated, later)).toBeNull()
    const since = { on: addDays(activated, 1), worst: 2 }
    expect(painChange({ ...course, forms: [since, before] }, activated, later)?.delta).toBe(2)
    expect(painBetterRecently(course, activated, addDays(activated, 20))).toBe(false)
  })
  test('there is none before the program', () => {
    expect(painChange({ ...noPain, intake: { on: sentOn, worst: 7 } }, null, later)).toBeNull()
  })
  test('an improvement in the last 28 days counts though it is over today', () => {
    const low = daily(addDays(activated, 14), times(7, 1))
    const high = daily(addDays(activated, 21), times(14, 6))
    const course = {
      daily: new Map([...daily(activated, times(7, 6)), ...low, ...high]),
      intake: { on: sentOn, worst: 6 },
      forms: [],
    }
    const today = addDays(activated, 34)
    expect(painChange(course, activated, today)?.status).toBe('no_detectable_change')
    expect(painBetterRecently(course, activated, today)).toBe(true)
    expect(painBetterRecently(course, activated, addDays(today, 28))).toBe(false)
  })
})

test('pain that a form told of before the last 28 days is no improvement in them', () => {
  const today = addDays(activated, 180)
  // On the days between the two stretches the form is all that is known.
  const pains = [...daily(addDays(today, -11), times(12, 5)), ...daily(addDays(today, -27), [5])]
  const course = (on: string) => ({
    daily: new Map(pains),
    intake: { on: sentOn, worst: 6 },
    forms: [{ on, worst: 3 }],
  })
  expect(painBetterRecently(course(addDays(today, -90)), activated, today)).toBe(false)
  expect(painBetterRecently(course(addDays(today, -28)), activated, today)).toBe(false)
  expect(painBetterRecently(course(addDays(today, -27)), activated, today)).toBe(true)
})

test('items given by id do not depend on their order', () => {
  const values = itemsOf('akps', [3, 5, 3, 5, 3, 6, 2, 6, 6, 8, 10, 3, 5])
  const reversed = Object.fromEntries(Object.entries(values).reverse())
  expect(Object.keys(reversed)).not.toEqual(Object.keys(values))
  expect(filled('akps', later, Object.values(values)).items).toEqual(reversed)
})
