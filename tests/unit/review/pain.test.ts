import { describe, expect, test } from 'vitest'
import { defaultLimits, type Limits } from '#lib/content/limits/index.ts'
import { flareBars } from '#lib/review/display/rules.ts'
import { flaresOf } from '#lib/review/indicators/flare/rules.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { theilSen, tieVariance, trendOf } from '#lib/review/indicators/trend/rules.ts'
import type { Course } from '#lib/tracking/progress/course/schema.ts'
import { courseFrom, exercise, form, input, logsOf, monday, pain, painCourse, planItem } from './logs.ts'

const numbers = (text: string) => text.split(' ').map(Number)
const series = (days: string, scores: string) => {
  const values = numbers(scores)
  return numbers(days).map((day, at) => ({ day, pain: values[at] ?? 0 }))
}

describe('Theil–Sen, vectors of review.md 2.1', () => {
  const vectors = [
    {
      days: '0 1 2 4 5 7 8 9 11 12 14 15 16 18 19 21 22 23 25 26 27',
      scores: '6 6 5 6 5 5 5 4 5 4 4 4 5 4 3 3 4 3 3 2 3',
      variance: 1019.6667,
      slope: [-0.8235, -1.0, -0.6364],
      trend: 'improving',
    },
    {
      days: '0 2 4 6 8 10 12 14 16 18 20 22 24 26',
      scores: '4 5 3 4 5 4 3 4 5 4 4 3 5 4',
      variance: 277,
      slope: [0, -0.3889, 0.3182],
      trend: 'no_clear_trend',
    },
    {
      days: '0 3 5 8 10 13 15 18',
      scores: '2 2 3 3 4 4 5 6',
      variance: 62.3333,
      slope: [1.4, 1.0769, 2.1],
      trend: 'worsening',
    },
  ]
  test.each(vectors)('slope, interval and trend: $trend', ({ days, scores, variance, slope, trend }) => {
    const points = series(days, scores)
    expect(tieVariance(points.map((point) => point.pain))).toBeCloseTo(variance, 3)
    const found = theilSen(points, 27)
    expect([found?.perWeek, found?.lower, found?.upper].map((x) => Number(x?.toFixed(4)) + 0)).toEqual(slope)
    expect(found && trendOf(found)).toBe(trend)
  })
  test('seven days, or eight within a fortnight, have no slope', () => {
    expect(theilSen(series('0 1 2 3 4 5 6', '1 2 3 4 5 6 7'), 6)).toBeNull()
    expect(theilSen(series('0 1 2 3 4 5 6 13', '1 2 3 4 5 6 7 8'), 13)).toBeNull()
    expect(theilSen(series('0 1 2 3 4 5 6 14', '1 2 3 4 5 6 7 8'), 14)).not.toBeNull()
  })
  test('the line is of the days with a value, and a flare that is open ends with them', () => {
    const pains = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 7, 7].map((score, at) =>
      pain(monday + at, score),
    )
    const found = indicatorsOf(input(monday + 21, { logs: logsOf({ pains }) }))
    expect(found.pain.slope).toMatchObject({ from: monday, to: monday + 15 })
    expect(flareBars(found)).toEqual([{ from: monday + 14, to: monday + 15 }])
  })
  test('vector 1 as logs: start 5.6, last 7 days 3.0, 2.6 better', () => {
    const pains = series(vectors[0]?.days ?? '', vectors[0]?.scores ?? '').map((point) =>
      pain(monday + point.day, point.pain),
    )
    const { readings, values } = indicatorsOf(
      input(monday + 27, { course: courseFrom(monday, []), logs: logsOf({ pains }) }),
    )
    expect(readings.ind_pain_start.value).toBeCloseTo(5.6)
    expect(readings.ind_pain_7d.value).toBeCloseTo(3)
    expect(readings.ind_pain_delta.value).toBeCloseTo(2.6)
    expect(readings.ind_pain_days_7d.value).toBe(6)
    expect(readings.ind_pain_slope_wk.value).toBeCloseTo(-0.8235, 4)
    expect(values.get('ind_pain_slope_abs')).toBeCloseTo(0.8235, 4)
    expect(values.get('ind_trend')).toBe('improving')
  })
})

describe('flares, vectors of review.md 2.2', () => {
  const flares = (ref: number, scores: readonly number[], limits: Partial<Limits> = {}) =>
    flaresOf(
      [...new Array(14).fill(ref), ...scores].map((score, at) => ({ day: at - 13, pain: Number(score) })),
      { ...defaultLimits, ...limits },
    ).flares

  test('opens on day 1, closes after the two 3s: 2 days', () => {
    expect(flares(3, [5, 5, 3, 3])).toEqual([{ opened: 1, lastFlareDay: 2, closed: 4, duration: 2, ref: 3 }])
  })
  test('a single day of 6 opens: 1 day', () => {
    expect(flares(3, [6, 3, 3])).toEqual([{ opened: 1, lastFlareDay: 1, closed: 3, duration: 1, ref: 3 }])
  })
  test('one flare day only, or below 4, is none', () => {
    expect(flares(3, [5, 3, 4, 3])).toEqual([])
    expect(flares(1, [3, 3])).toEqual([])
  })
  test('two flare days with one day between are a flare, with two between they are none', () => {
    expect(flares(3, [5, 3, 5])).toHaveLength(1)
    expect(flares(3, [5, 3, 3, 5])).toEqual([])
  })
  test('days without a value do not count as calm', () => {
    const days = [...Array(14).keys()].map((at) => ({ day: at - 13, pain: 3 }))
    const after = [
      { day: 1, pain: 6 },
      { day: 2, pain: 3 },
      { day: 9, pain: 4 },
    ]
    expect(flaresOf([...days, ...after], defaultLimits).flares[0]?.closed).toBeNull()
  })
  test('a clinic may set what opens one', () => {
    expect(flares(3, [5, 5], { flare_rise: 2.5 })).toEqual([])
    expect(flares(3, [6, 6], { flare_rise: 3 })).toHaveLength(1)
    expect(flares(1, [3, 3], { flare_least: 3 })).toHaveLength(1)
    expect(flares(3, [5, 5], { flare_least: 6 })).toEqual([])
    expect(flares(3, [5], { flare_alone: 5 })).toHaveLength(1)
    expect(flares(3, [6], { flare_alone: 7 })).toEqual([])
  })
  test('half of the rise closes one', () => {
    expect(flares(3, [7, 4, 4])[0]?.closed).toBeNull()
    expect(flares(3, [7, 4, 4], { flare_rise: 4 })[0]?.closed).toBe(3)
    expect(flares(3, [5, 5, 3, 3], { flare_rise: 1 })[0]?.closed).toBe(4)
  })
  test('a clinic may set which days it is compared with, and how many of them need a value', () => {
    // A week of 1 after a week of 5.
    const days = [5, 5, 5, 5, 5, 5, 5, 1, 1, 1, 1, 1, 1, 1].map((pain, at) => ({ day: at - 13, pain }))
    const opened = (limits: Partial<Limits>) =>
      flaresOf([...days, { day: 1, pain: 4 }, { day: 2, pain: 4 }], { ...defaultLimits, ...limits }).flares[0]
    expect(opened({})).toBeUndefined()
    expect(opened({ flare_window: 7 })).toMatchObject({ opened: 1, ref: 1 })
    const few = (limits: Partial<Limits>) =>
      indicatorsOf(
        input(monday + 6, {
          limits: { ...defaultLimits, ...limits },
          logs: logsOf({ pains: painCourse(monday, [2, 2, 2, 2, null, 5, 5]) }),
        }),
      ).readings.ind_flare
    expect(few({})).toEqual({ value: 'none', missing: null })
    expect(few({ flare_values: 4 }).value).toBe('open')
    expect(few({ flare_values: 6, flare_window: 10 }).missing).toBe(
      'needs 6 days with pain entries in the 10 days before; 5 so far',
    )
  })
  test('as indicators: open with its days, else none and the days since', () => {
    const of = (scores: number[]) => {
      const pains = painCourse(monday, [...new Array(14).fill(3), ...scores])
      const today = monday + 13 + scores.length
      return indicatorsOf(input(today, { course: courseFrom(monday, []), logs: logsOf({ pains }) })).readings
    }
    const open = of([5, 5, 4])
    expect([open.ind_flare.value, open.ind_flare_days.value, open.ind_flare_free_days.value]).toEqual([
      'open',
      3,
      0,
    ])
    const calm = of([5, 5, 3, 3])
    expect([calm.ind_flare.value, calm.ind_flare_days.value, calm.ind_flare_free_days.value]).toEqual([
      'none',
      0,
      2,
    ])
    const never = of([3])
    expect(never.ind_flare_free_days.value).toBe(14)
  })
  test('one that was open when the case closed ends with a long end, and goes on after a short one without these days', () => {
    const since = monday + 40
    const of = (from: number, to: number | null) => {
      const pains = [
        ...painCourse(monday, [...new Array(14).fill(3), 6, 6]),
        ...painCourse(since, [5, 5, 5, 5, 5, 5]),
      ]
      const closed = [{ from: monday + from, to: to === null ? null : monday + to }]
      const course = courseFrom(monday, [], { closed, paused: closed })
      return indicatorsOf(input(since + 5, { course, logs: logsOf({ pains }), reopenedOn: since }))
    }
    const long = of(16, 39)
    expect(long.readings.ind_flare.value).toBe('none')
    expect(long.readings.ind_flare_days.value).toBe(0)
    expect(long.pain.flares).toMatchObject([{ opened: monday + 14, closed: since }])
    const short = of(30, 39)
    expect(short.readings.ind_flare.value).toBe('open')
    expect(short.readings.ind_flare_days.value).toBe(32 - 10)
    expect(of(16, null).readings.ind_flare.value).toBe('open')
  })
  test('no month in which the case was closed counts for the length of its phase', () => {
    const phase = { key: 'p1', startedOn: monday, weeksMax: 2, amberOk: false, items: [] }
    const ratio = (more: Partial<Course>) =>
      indicatorsOf(input(monday + 84, { phase, course: courseFrom(monday, [], more) })).readings
        .ind_phase_ratio.value
    const months = [{ from: monday + 7, to: monday + 76 }]
    expect(ratio({})).toBe(6)
    expect(ratio({ paused: months })).toBe(6)
    expect(ratio({ paused: months, closed: months })).toBe(1)
  })
  test('a high day with too few values before it may have been a flare, so it is not a day without one', () => {
    const free = (scores: (number | null)[]) =>
      indicatorsOf(
        input(monday + 29, {
          course: courseFrom(monday, []),
          logs: logsOf({ pains: painCourse(monday, scores) }),
        }),
      ).readings.ind_flare_free_days.value
    const gap = new Array(14).fill(null)
    expect(free([1, 1, 1, ...gap, 8, 1, 1])).toBe(12)
    expect(free([1, 1, 1, ...gap, 3, 1, 1])).toBe(29)
    expect(free([5, 5, 5, 5, 5, 5, 5])).toBe(25)
  })
})

describe('without the minimum data', () => {
  test('an indicator is null and says what is missing', () => {
    const pains = painCourse(monday, [4, 4, 4, 4, 4])
    const { readings } = indicatorsOf(input(monday + 6, { logs: logsOf({ pains }) }))
    expect(readings.ind_pain_slope_wk).toEqual({
      value: null,
      missing: 'needs 8 days with pain entries; 5 so far',
    })
    expect(indicatorsOf(input(monday + 11, { logs: logsOf({ pains }) })).readings.ind_pain_7d).toEqual({
      value: null,
      missing: 'needs 3 days with pain entries in the last 7; 0 so far',
    })
    expect(readings.ind_pain_start.missing).toBe('needs an active program')
  })
  test('the start of pain falls back on the worst pain of the intake', () => {
    const course = courseFrom(monday, [])
    const { readings } = indicatorsOf(
      input(monday + 6, { course, forms: [form(monday - 5, { nprsWorst7d: 7 })] }),
    )
    expect(readings.ind_pain_start.value).toBe(7)
  })
  test('a further form of the first kind is no start, as for the change of pain', () => {
    const forms = [form(monday + 5, { nprsWorst7d: 3 }), form(monday - 5, { nprsWorst7d: 7 })]
    const { readings } = indicatorsOf(input(monday + 6, { course: courseFrom(monday, []), forms }))
    expect(readings.ind_pain_start.value).toBe(7)
  })
})

describe('plateau (review.md 2.3)', () => {
  const outcomes = { micCount: 0, micRecent: 0, worseCount: 0, overdueDays: null, painAgain: null }
  const flat = painCourse(monday, new Array(28).fill(4))
  const today = monday + 27
  const at = (more: object) =>
    indicatorsOf(
      input(today, { course: courseFrom(monday, []), logs: logsOf({ pains: flat }), outcomes, ...more }),
    ).readings.ind_plateau

  // Three weeks: pain 3 to 5 with a slope of 0.19 and 4 in the last week; of 14 sessions 9 done, 64 %.
  const everyDay = planItem('calf', { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] })
  const slow = [3, 3, 3, 4, 4, 5, 4, 3].map((score, at) => pain(monday + at * 3, score))
  const done = Array.from({ length: 20 }, (_, day) => day).filter((day) => day % 3 !== 2)
  const with64 = { ...defaultLimits, plateau_adherence_pct: 60 }
  test.each([
    ['plateau_weeks', 3, 4],
    ['plateau_slope', 0.2, 0.15],
    ['plateau_pain', 4, 4.5],
    ['plateau_adherence_pct', 60, 65],
  ] as const)('a clinic may set %s: at %d it is one, at %d none', (id, yes, no) => {
    const of = (value: number) =>
      indicatorsOf(
        input(monday + 21, {
          limits: { ...with64, [id]: value },
          course: courseFrom(monday, [everyDay]),
          logs: logsOf({
            exercises: done.map((day) => exercise(monday + day, { painDuring: null })),
            pains: slow,
          }),
          outcomes,
        }),
      ).readings.ind_plateau.value
    expect([of(yes), of(no), of(yes)]).toEqual(['yes', 'no', 'yes'])
  })
  test('is not assessed without adherence', () => {
    expect(at({})).toEqual({ value: null, missing: 'needs 4 due items in 14 days; 0 so far' })
  })
  test('an important improvement makes it no, whatever else is missing', () => {
    expect(at({ outcomes: { ...outcomes, micRecent: 1 } }).value).toBe('no')
  })
})
