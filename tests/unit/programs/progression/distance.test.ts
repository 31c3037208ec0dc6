import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { sessionCap } from '#lib/programs/progression/cap/rules.ts'
import {
  beginAdvice,
  stricter,
  weekAdvice,
  weekLimit,
  weekSentence,
  weekTarget,
} from '#lib/programs/progression/distance/rules.ts'
import type { WeekAsk } from '#lib/programs/progression/distance/schema.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { resultsOf } from '#lib/tracking/results/rules.ts'
import type { RunEntry } from '#lib/tracking/results/schema.ts'
import { logsOf, monday, morning, run } from '../../review/logs.ts'

/** Wednesday of the third week; the two before it are complete. */
const today = monday + 16
const calm = [...Array(20).keys()].map((n) => morning(monday - 3 + n))
const outcomes = (runs: RunEntry[], mornings = calm) =>
  resultsOf(currentLogs(logsOf({ runs, mornings })), [], defaultLimits).runs
/** Three equal runs in each of the two weeks. */
const weeksOf = (first: number, second: number, more: Partial<RunEntry> = {}) =>
  [0, 2, 4, 7, 9, 11].map((n) =>
    run(monday + n, { km: (n < 7 ? first : second) / 3, ...(n === 11 ? more : {}) }),
  )
const ask = (runs: RunEntry[], more: Partial<WeekAsk> = {}): WeekAsk => ({
  today,
  runs: outcomes(runs),
  since: monday - 7,
  builtSince: monday - 7,
  startStage: null,
  longestKm: 8,
  capKm: 8.8,
  loadHeld: null,
  stepBackOpen: false,
  unit: 'km',
  goalKm: null,
  ...more,
})
const advise = (runs: RunEntry[], more: Partial<WeekAsk> = {}) => weekAdvice(ask(runs, more))

test('the week does not go beyond its goal, nor back for whoever is beyond it', () => {
  const km = (goalKm: number | null) => advise(weeksOf(18, 20), { goalKm, builtSince: monday })
  expect([km(null), km(30), km(20.5), km(15)]).toMatchObject([
    ...[{ km: 21 }, { km: 21 }, { km: 20.5, why: 'not above the goal of the week' }, { km: 20 }],
  ])
})
/** Week 3 of the build-up unless said otherwise. */
const km = (runs: RunEntry[], more: Partial<WeekAsk> = {}) => {
  const found = advise(runs, { builtSince: monday, ...more })
  return found.state === 'target' ? found.km : found.state
}

test('the run of a stage stands where no distance is known, with what another program allows', () => {
  const startStage = { stage: 2, weeks: 10 }
  const begin = advise([], { startStage, capKm: null, longestKm: null, since: null, builtSince: today })
  expect(weekSentence(begin)).toBe('Begin gently. 6 times: walk 3 min, jog 2 min.')
  const other = advise(weeksOf(18, 20))
  expect(weekSentence(stricter(begin, [other]))).toBe(
    'Begin gently. 6 times: walk 3 min, jog 2 min. No single run above 8.8 km.',
  )
  expect(stricter(beginAdvice({ ...startStage, waits: true }, 'km'), [other])).toMatchObject({
    state: 'waits',
    capKm: 8.8,
  })
})

describe('the worked examples of programmes.md 6.4, point 7, from the runs of complete weeks', () => {
  test('weeks of 18.0 and 20.0 km, all green: 21.0 km, no single run above 8.8', () => {
    const found = advise(weeksOf(18, 20), { builtSince: monday, capKm: sessionCap(8) })
    expect(found).toMatchObject({ state: 'target', km: 21, capKm: 8.8 })
    expect(found.facts).toContainEqual({ term: 'Their mean, base_km', value: '19 km' })
    expect(weekSentence(found)).toBe('This week up to 21 km; no single run above 8.8 km.')
  })
  test('weeks of 4.0 and 4.0 km: 5.0 km', () => {
    expect(km(weeksOf(4, 4))).toBe(5)
  })
  test('longest run of 3.0 km: 3.5 km', () => {
    expect([3, 8].map(sessionCap)).toEqual([3.5, 8.8])
  })
  test('fourth week with base 19.0: 14.5 km', () => {
    expect(km(weeksOf(18, 20), { builtSince: monday - 7 })).toBe(14.5)
  })
})

describe('hold', () => {
  test.each([
    ['over the limit', { painDuring: 3 }],
    ['red', { painDuring: 7 }],
    ['amber, which the limit allows', { painDuring: 3, limit: 3 }],
  ])('after a run that was %s, at the distance of the last week', (_, more) => {
    expect(km(weeksOf(18, 20, more))).toBe(20)
    expect(km(weeksOf(20, 12, more))).toBe(12)
  })
  test('amber counts for the week just over, red and over the limit for both', () => {
    const first = (more: Partial<RunEntry>) => {
      const [one, ...rest] = weeksOf(18, 20)
      return one ? [{ ...one, ...more }, ...rest] : []
    }
    expect(km(first({ painDuring: 3, limit: 3 }))).toBe(21)
    expect(km(first({ painDuring: 3 }))).toBe(20)
    expect(km(first({ painDuring: 6 }))).toBe(20)
  })
  test('while the running load may not rise, and why', () => {
    const held = { loadHeld: 'until you have asked' }
    expect(km(weeksOf(18, 20), held)).toBe(20)
    // A longer run is more load as well: the cap is the longest run then.
    expect(advise(weeksOf(18, 20), held)).toMatchObject({ state: 'target', capKm: 8 })
    expect(advise(weeksOf(18, 20), held).facts).toContainEqual({
      term: 'Distance held',
      value: 'yes: until you have asked',
    })
  })
})

describe('nothing invented', () => {
  const missing = (found: ReturnType<typeof advise>) =>
    found.state === 'not_assessed' ? found.missing : found.state
  test('a result that is not known decides nothing, unless it would change nothing', () => {
    const unknown = { painDuring: null }
    expect(missing(advise(weeksOf(18, 20, unknown), { builtSince: monday }))).toContain(
      'pain or the next morning',
    )
    // What one run may be rests on the longest run alone.
    expect(weekSentence(advise(weeksOf(18, 20, unknown), { builtSince: monday }))).toBe(
      'No single run above 8.8 km.',
    )
    // 20 and 10: 16.5 or 10; the lighter fourth week of 18 and 20 is 14.5 either way.
    expect(km(weeksOf(18, 20, unknown), { builtSince: monday - 7 })).toBe(14.5)
    // Another run decides it.
    const both = weeksOf(18, 20, unknown).map((one, at) => (at === 0 ? { ...one, painDuring: 3 } : one))
    expect(km(both)).toBe(20)
  })
  test('without two complete weeks, a run in them, or a cap', () => {
    expect(missing(advise(weeksOf(18, 20), { since: monday + 1 }))).toContain('two complete weeks')
    expect(missing(advise(weeksOf(18, 20), { since: null }))).toContain('two complete weeks')
    expect(missing(advise([run(today - 1)]))).toContain('a run in the last two complete weeks')
    expect(missing(advise(weeksOf(18, 20), { capKm: null }))).toContain('1 km or more')
  })
  test('a run of this week is not counted, a red one lets the stage rules speak first', () => {
    expect(km([...weeksOf(18, 20), run(today - 1, { km: 9 })])).toBe(21)
    expect(km([...weeksOf(18, 20), run(today - 1, { painDuring: 7 })])).toBe('waits')
    expect(km(weeksOf(18, 20), { stepBackOpen: true })).toBe('waits')
  })
  test('one run has its cap meanwhile: 30 % less after one that was too much, else the longest where nothing may rise', () => {
    const said = (runs: RunEntry[], more: Partial<WeekAsk> = {}) => weekSentence(advise(runs, more))
    expect(said([...weeksOf(18, 20), run(today - 1, { km: 6, painDuring: 7 })])).toBe(
      'No single run above 4.2 km.',
    )
    expect(said(weeksOf(18, 20), { stepBackOpen: true })).toBe('No single run above 8 km.')
    expect(said(weeksOf(18, 20), { today: monday + 20 })).toBe('No single run above 8 km.')
    expect(said(weeksOf(18, 20), { since: null })).toBe('No single run above 8.8 km.')
    expect(said(weeksOf(18, 20), { since: null, loadHeld: 'until you confirm it' })).toBe(
      'No single run above 8 km.',
    )
    expect(said([run(today - 1)], { capKm: null, longestKm: 0 })).toBeNull()
  })
  test('after a missed week the stage is chosen first', () => {
    expect(km(weeksOf(18, 20), { today: monday + 20 })).toBe('waits')
    expect(km(weeksOf(18, 20), { today: monday + 18 })).toBe(21)
  })
  test('the sentence leaves out a cap that the week does not reach', () => {
    expect(weekSentence(advise(weeksOf(18, 20), { builtSince: monday, capKm: 30 }))).toBe(
      'This week up to 21 km.',
    )
    expect(weekSentence(null)).toBeNull()
  })
  test('in miles the sentence and the values of the rule say the same distances; the physio reads kilometers beside', () => {
    const found = advise(weeksOf(18, 20), { builtSince: monday, unit: 'mi' })
    expect(found).toMatchObject({ state: 'target', km: 21, capKm: 8.8 })
    expect(weekSentence(found)).toBe('This week up to 13 miles; no single run above 5.4 miles.')
    expect(found.facts).toContainEqual({ term: 'Their mean, base_km', value: '11.8 miles (19 km)' })
    expect([weekLimit(21, 'mi'), weekLimit(21, 'km')]).toEqual(['13 miles (21 km)', '21 km'])
  })
})

const distance = fc.integer({ min: 0, max: 12_000 }).map((n) => n / 100)
const held = fc.boolean()

describe('for any distances', () => {
  test('never above base × 1.30, and held never above the last week', () => {
    fc.assert(
      fc.property(distance, distance, held, fc.integer({ min: 1, max: 60 }), (a, b, hold, week) => {
        const found = weekTarget({ weeks: [a, b], held: hold, week }).km
        expect(found).toBeLessThanOrEqual(((a + b) / 2) * 1.3 + 1e-9)
        if (hold) expect(found).toBeLessThanOrEqual(b + 1e-9)
      }),
    )
  })
  test('every fourth week is lighter than the three before it would be', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 12_000 }),
        fc.integer({ min: 300, max: 12_000 }),
        held,
        (a, b, hold) => {
          const target = (week: number) => weekTarget({ weeks: [a / 100, b / 100], held: hold, week }).km
          expect(target(1)).toBe(target(2))
          expect(target(4)).toBeLessThanOrEqual(target(3))
          if (!hold) expect(target(4)).toBeLessThan(target(3))
        },
      ),
    )
  })
  test('the cap of a single run rests on the longest run alone, whatever the week allows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 90 }),
        fc.integer({ min: 3, max: 90 }),
        fc.integer({ min: 10, max: 300 }),
        (a, b, cap) => {
          const found = advise(weeksOf(a, b), { builtSince: monday, capKm: cap / 10 })
          expect(found).toMatchObject({ state: 'target', capKm: cap / 10 })
          const [, said] = /no single run above ([\d.]+) km/.exec(weekSentence(found) ?? '') ?? []
          if (found.state === 'target') expect(Number(said ?? found.km)).toBe(Math.min(cap / 10, found.km))
        },
      ),
    )
  })
  test('written in miles the same runs move the target by half a kilometer at most, and the cap by a tenth', () => {
    const inMiles = (km: number) => Math.round(Math.round((km / 1.609344) * 100) * 1.609344) / 100
    fc.assert(
      fc.property(distance, distance, held, (a, b, hold) => {
        const target = (weeks: [number, number]) => weekTarget({ weeks, held: hold, week: 1 }).km
        expect(Math.abs(target([a, b]) - target([inMiles(a), inMiles(b)]))).toBeLessThanOrEqual(0.5 + 1e-9)
        if (a >= 5.1) expect(Math.abs(sessionCap(a) - sessionCap(inMiles(a)))).toBeLessThanOrEqual(0.1 + 1e-9)
      }),
    )
  })
})
