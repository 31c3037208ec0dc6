import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { currentLogs, dailyPain } from '#lib/tracking/results/daily/rules.ts'
import {
  baselineMorning,
  baselineSwelling,
  morningBreach,
  morningQuestions,
  morningsByDay,
} from '#lib/tracking/results/morning/rules.ts'
import { aroundOf, flaggedOf, resultsOf, sessionResult, settleOf } from '#lib/tracking/results/rules.ts'
import type { MorningEntry, SessionResult } from '#lib/tracking/results/schema.ts'
import { exercise, form, logsOf, monday, morning, pain, run } from '../../review/logs.ts'

const D = monday

describe('session result (programmes.md 2), the first rule that is true', () => {
  const result = (maxPain: number | null, more = {}) =>
    sessionResult({ maxPain, limit: 5, breach: 'no', flagged: 'no', ...more })
  test.each([
    [0, 'green'],
    [2, 'green'],
    [3, 'amber'],
    [5, 'amber'],
    [6, 'red'],
    [10, 'red'],
  ])('pain %i: %s', (score, expected) => expect(result(score)).toBe(expected))
  test('above the limit of the item', () => {
    expect(result(3, { limit: 2 })).toBe('over_limit')
    expect(result(4, { limit: 3 })).toBe('over_limit')
    expect(result(2, { limit: 2 })).toBe('green')
  })
  test('with a limit of 3, amber is exactly 3', () => {
    expect([2, 3, 4].map((score) => result(score, { limit: 3 }))).toEqual(['green', 'amber', 'over_limit'])
  })
  test('a breach or a flag is red, whatever the pain', () => {
    expect(result(0, { breach: 'yes' })).toBe('red')
    expect(result(0, { flagged: 'yes' })).toBe('red')
    expect(result(null, { breach: 'yes' })).toBe('red')
  })
  test('a missing answer leaves it unknown, but never hides what is known to be too much', () => {
    expect(result(1, { breach: null })).toBe('unknown')
    expect(result(1, { flagged: null })).toBe('unknown')
    expect(result(null)).toBe('unknown')
    expect(result(6, { breach: null, flagged: null })).toBe('red')
    expect(result(3, { breach: null, limit: 2 })).toBe('over_limit')
  })
})

describe('next-morning rule', () => {
  const breach = (entries: MorningEntry[], forms = [form(D - 30)]) =>
    morningBreach(D, morningsByDay(entries), forms)
  const earlier = (...pains: number[]) => pains.map((score, at) => morning(D - pains.length + 1 + at, score))

  test('the baseline is the median of the 14 mornings up to the session, at least 3', () => {
    const table = morningsByDay(earlier(1, 2, 5))
    expect(baselineMorning(D, table, [])).toBe(2)
    expect(baselineMorning(D, morningsByDay(earlier(1, 2, 3, 5)), [])).toBe(2.5)
    expect(baselineMorning(D, morningsByDay(earlier(1, 2)), [])).toBeNull()
    expect(baselineMorning(D + 13, table, [])).toBeNull()
  })
  test('with fewer, the form: the next morning, else now', () => {
    expect(baselineMorning(D, new Map(), [form(D - 20, { nprsNextMorning: 4, nprsNow: 2 })])).toBe(4)
    expect(baselineMorning(D, new Map(), [form(D - 20), form(D - 2, { kind: 'review', nprsNow: 3 })])).toBe(3)
    expect(baselineMorning(D, new Map(), [form(D + 5)])).toBeNull()
  })
  test('safety questions asked alone say nothing of pain and swelling: the newest form that asked counts', () => {
    const safetyAlone = form(D - 2, { kind: 'review', nprsNow: null, swellingNow: null })
    const forms = [form(D - 30), safetyAlone]
    expect(baselineMorning(D, new Map(), forms)).toBe(2)
    expect(baselineSwelling(D, new Map(), forms)).toBe('none')
    expect(breach([morning(D + 1, 1, { swelling: 'mild' })], forms)).toBe('yes')
    expect(breach([morning(D + 1, 4)], forms)).toBe('yes')
    expect(breach([morning(D + 1, 2)], forms)).toBe('no')
  })
  test('of two forms of one day the one that was sent later counts', () => {
    const forms = [form(D - 1), form(D - 1, { kind: 'review', nprsNow: 4, swellingNow: 'mild' })]
    expect(baselineMorning(D, new Map(), forms)).toBe(4)
    expect(baselineSwelling(D, new Map(), forms)).toBe('mild')
  })
  test('a form of the morning after is no baseline: it says what the session did', () => {
    const after = form(D + 1, { kind: 'review', nprsNow: 5, nprsNextMorning: 5, swellingNow: 'clear' })
    const forms = [form(D - 20, { nprsNow: 1 }), after]
    expect(breach([morning(D + 1, 4)], forms)).toBe('yes')
    expect(breach([morning(D + 1, 1, { swelling: 'mild' })], forms)).toBe('yes')
    expect(breach([morning(D + 1, 4)], [after])).toBeNull()
  })
  test('two more than the baseline, above 5, or more swelling', () => {
    expect(breach([...earlier(1, 1, 1), morning(D + 1, 2)])).toBe('no')
    expect(breach([...earlier(1, 1, 1), morning(D + 1, 3)])).toBe('yes')
    expect(breach([...earlier(5, 5, 5), morning(D + 1, 5)])).toBe('no')
    expect(breach([...earlier(5, 5, 5), morning(D + 1, 6)])).toBe('yes')
    expect(breach([...earlier(1, 1, 1), morning(D + 1, 1, { swelling: 'mild' })])).toBe('yes')
  })
  test('swelling is compared with the newest of 7 days, else with the form', () => {
    const swollen = [morning(D - 6, 1, { swelling: 'mild' }), morning(D + 1, 1, { swelling: 'mild' })]
    expect(breach(swollen)).toBe('no')
    expect(breach([morning(D - 7, 1, { swelling: 'mild' }), morning(D + 1, 1, { swelling: 'mild' })])).toBe(
      'yes',
    )
    expect(breach(swollen.slice(1), [form(D - 30, { swellingNow: 'clear' })])).toBe('no')
  })
  test('without an answer, or with half of one, it is not assessed; half of one can be enough for a breach', () => {
    expect(breach([])).toBeNull()
    expect(breach([morning(D + 1, 2, { swelling: null })])).toBeNull()
    expect(breach([morning(D + 1, null, { swelling: 'none' })])).toBeNull()
    expect(breach([morning(D + 1, 7, { swelling: null })])).toBe('yes')
    expect(breach([morning(D + 1, 3)], [])).toBeNull()
  })
  test('each session is asked about whose morning is missing, the oldest first', () => {
    const ask = (days: number[], entries: MorningEntry[], today = D + 3) =>
      morningQuestions(days, morningsByDay(entries), today)
    expect(ask([D, D - 2, D], [])).toEqual([
      expect.objectContaining({ sessionDay: D - 2, morning: D - 1 }),
      { sessionDay: D, morning: D + 1, text: 'How was the knee the morning after Mon 5 Oct?' },
    ])
    expect(ask([D], [morning(D + 1)])).toEqual([])
    expect(ask([D], [morning(D + 1, 1, { swelling: null })])).toHaveLength(1)
    expect(ask([D + 3], [])).toEqual([])
    expect(ask([], [])).toEqual([])
    expect(ask([D], [], D + 15)).toEqual([])
    // In a daily program yesterday's session hides no morning before it.
    expect(ask([D, D + 1, D + 2], [morning(D + 2)]).map((one) => one.morning)).toEqual([D + 1, D + 3])
  })
})

test('a knee without pain during and after a run did not hurt more; of any other it has to be said', () => {
  expect(settleOf(null, 0, 0)).toBe('no_increase')
  expect(settleOf('yes', 0, 0)).toBe('yes')
  for (const [during, after] of [
    [0, null],
    [null, 0],
    [2, 0],
    [0, 1],
  ] as const)
    expect(settleOf(null, during, after)).toBeNull()
})

describe('results of logs', () => {
  const results = (logs: Parameters<typeof logsOf>[0]) =>
    resultsOf(currentLogs(logsOf(logs)), [form(D - 20)], defaultLimits)
  test('sessions of one day share the morning; a skipped item is no session', () => {
    const exercises = [exercise(D), exercise(D, { painDuring: 4 }), exercise(D, { skipReason: 'no_time' })]
    const { exercises: found, runs } = results({ exercises, runs: [run(D)], mornings: [morning(D + 1)] })
    expect([...found, ...runs].map(({ result }) => result)).toEqual(['green', 'amber', 'green'])
  })
  test('the answer of the next morning changes the result', () => {
    const exercises = [exercise(D)]
    expect(results({ exercises }).exercises[0]?.result).toBe('unknown')
    expect(results({ exercises, mornings: [morning(D + 1, 6)] }).exercises[0]?.result).toBe('red')
  })
  test('an imported run without pain or answers stays unknown', () => {
    expect(results({ runs: [run(D, { painDuring: null, safety: null })] }).runs[0]?.result).toBe('unknown')
  })
  test('three nights in the seven days to the session make it red, whatever the session itself answered', () => {
    const nights = (...days: number[]) =>
      days.map((day) => morning(day, 1, { safety: ['night_pain_constant'] }))
    const at = (days: number[], safety: string[] | null = ['none']) => {
      const mornings = [...nights(...days), morning(D + 1)]
      const { exercises, runs } = results({
        exercises: [exercise(D, { safety })],
        runs: [run(D, { safety })],
        mornings,
      })
      return [...exercises, ...runs].map(({ flagged, result }) => [flagged, result])
    }
    expect(at([D - 6, D - 3, D - 1])).toEqual(Array(2).fill(['yes', 'red']))
    expect(at([D - 7, D - 3, D - 1])).toEqual(Array(2).fill(['no', 'green']))
    expect(at([D - 6, D - 3, D - 1], null)).toEqual(Array(2).fill(['yes', 'red']))
    expect(at([], null)).toEqual(Array(2).fill([null, 'unknown']))
  })
  test('fever is judged with the newest swelling up to that day, not with that of the day alone', () => {
    const fever = (...mornings: MorningEntry[]) =>
      results({ exercises: [exercise(D, { safety: ['fever_unwell'] })], mornings }).exercises[0]?.flagged
    const swollen = (day: number) => morning(day, 1, { swelling: 'clear' })
    expect(fever(swollen(D - 3))).toBe('yes')
    expect(fever(swollen(D - 3), morning(D - 1, 1, { swelling: null }))).toBe('yes')
    expect(fever(swollen(D - 3), morning(D - 1))).toBe('no')
    expect(fever(swollen(D + 1))).toBe('no')
  })
  test('nights, and a knee that is swollen beside a fever, count in whichever treatment they were told', () => {
    const elsewhere = (more: object) => ({ nights: [], swollen: [], ...more })
    const flagged = (told: object, safety: string, more = {}) =>
      results({ exercises: [exercise(D, { safety: [safety] })], elsewhere: elsewhere(told), ...more })
        .exercises[0]?.flagged
    const swollen = (from: number, until: number | null) => ({ swollen: [{ from, until }] })
    expect(flagged(swollen(D - 3, null), 'fever_unwell')).toBe('yes')
    expect(flagged(swollen(D - 3, null), 'fever_unwell', { mornings: [morning(D)] })).toBe('yes')
    expect(flagged(swollen(D - 3, D), 'fever_unwell')).toBe('no')
    expect(flagged(swollen(D + 1, null), 'fever_unwell')).toBe('no')
    expect(flagged(swollen(D - 3, null), 'none')).toBe('no')
    expect(flagged({ nights: [D - 6, D - 2, D] }, 'none')).toBe('yes')
    expect(flagged({ nights: [D - 7, D - 2, D] }, 'none')).toBe('no')
    const around = aroundOf(logsOf({ unwell: [D] }))
    const onWaking = (day: number, swelling: 'clear' | 'mild') =>
      flaggedOf(morning(day, 1, { swelling }), around, defaultLimits)
    expect([onWaking(D, 'clear'), onWaking(D, 'mild'), onWaking(D + 1, 'clear')]).toEqual(['yes', 'no', 'no'])
  })
  test('daily pain is the largest of the day, from whatever entry', () => {
    const logs = logsOf({
      exercises: [exercise(D, { painDuring: 2, painAfter: 4 })],
      runs: [run(D, { painDuring: 3 })],
      mornings: [morning(D, 1), morning(D + 1, 5)],
      pains: [pain(D, 3)],
    })
    expect([...dailyPain(currentLogs(logs))]).toEqual([
      [D, 4],
      [D + 1, 5],
    ])
  })
})

const order: readonly SessionResult[] = ['green', 'amber', 'unknown', 'over_limit', 'red']
const worse = (a: SessionResult, b: SessionResult) => order.indexOf(b) >= order.indexOf(a)
const score = fc.integer({ min: 0, max: 10 })

describe('properties', () => {
  const arbitrary = fc.record({
    during: score,
    after: fc.option(score, { nil: null }),
    before: fc.array(score, { maxLength: 5 }),
    next: fc.option(score, { nil: null }),
    swelling: fc.constantFrom('none', 'mild', 'clear', null),
    limit: fc.integer({ min: 0, max: 5 }),
  })
  type Case = typeof arbitrary extends fc.Arbitrary<infer T> ? T : never
  const resultOf = (of: Case): SessionResult => {
    const mornings = of.before.map((value, at) => morning(D - at, value))
    if (of.next !== null || of.swelling !== null)
      mornings.push(morning(D + 1, of.next, { swelling: of.swelling as MorningEntry['swelling'] }))
    const exercises = [exercise(D, { painDuring: of.during, painAfter: of.after, limit: of.limit })]
    const found = resultsOf(currentLogs(logsOf({ exercises, mornings })), [form(D - 20)], defaultLimits)
    return found.exercises[0]?.result ?? 'unknown'
  }
  test('more pain in the session or on the morning after never improves its result', () => {
    fc.assert(
      fc.property(arbitrary, score, (of, more) => {
        const first = resultOf(of)
        expect(worse(first, resultOf({ ...of, during: Math.max(of.during, more) }))).toBe(true)
        if (of.after !== null)
          expect(worse(first, resultOf({ ...of, after: Math.max(of.after, more) }))).toBe(true)
        if (of.next !== null)
          expect(worse(first, resultOf({ ...of, next: Math.max(of.next, more) }))).toBe(true)
      }),
    )
  })
  test('the order of entries does not matter, and an older version of an entry neither', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), score), { maxLength: 12 }),
        fc.gen(),
        (rows, gen) => {
          const exercises = rows.map(([day, value]) => exercise(D + day, { painDuring: value }))
          const corrected = exercises.map((entry) => ({
            ...entry,
            id: `${entry.id}-before`,
            painDuring: 10,
          }))
          const all = exercises.flatMap((entry, at) => [
            corrected[at] ?? entry,
            { ...entry, supersedes: `${entry.id}-before` },
          ])
          const shuffled = gen(fc.shuffledSubarray, all, { minLength: all.length, maxLength: all.length })
          const of = (list: typeof all) =>
            resultsOf(currentLogs(logsOf({ exercises: list })), [], defaultLimits).exercises.map(
              ({ id, result }) => [id, result],
            )
          expect(of(shuffled)).toEqual(of(exercises))
        },
      ),
    )
  })
})
