import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clinicalIds } from '#lib/content/ids.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { indicatorIds } from '#lib/review/indicators/schema.ts'
import type { Logs } from '#lib/tracking/results/schema.ts'
import { courseFrom, exercise, form, input, logsOf, monday, morning, pain, planItem, run } from './logs.ts'

const today = monday + 40
const score = fc.integer({ min: 0, max: 10 })
const day = fc.integer({ min: 0, max: 40 })
const entries = fc.record({
  exercises: fc.array(fc.tuple(day, score), { maxLength: 20 }),
  runs: fc.array(fc.tuple(day, score, fc.integer({ min: 1, max: 20 })), { maxLength: 12 }),
  mornings: fc.array(fc.tuple(day, score), { maxLength: 20 }),
  pains: fc.array(fc.tuple(day, score), { maxLength: 20 }),
})
type Rows = typeof entries extends fc.Arbitrary<infer T> ? T : never

const logs = (rows: Rows): Logs =>
  logsOf({
    exercises: rows.exercises.map(([at, painDuring]) => exercise(monday + at, { painDuring })),
    runs: rows.runs.map(([at, painDuring, km]) => run(monday + at, { painDuring, km })),
    mornings: rows.mornings.map(([at, value]) => morning(monday + at, value)),
    pains: rows.pains.map(([at, value]) => pain(monday + at, value)),
  })
const course = courseFrom(monday, [planItem('calf')])
const phase = { key: 'p1', startedOn: monday, weeksMax: 4, amberOk: false, items: [] }
const goals = { kmWeek: 20, longestKm: 10, eventKm: null, goalDate: today + 9, eventDate: null }
const of = (some: Logs) =>
  indicatorsOf(input(today, { logs: some, course, phase, goals, forms: [form(monday - 3)] }))

describe('properties of the indicators', () => {
  test('every indicator is there, with a value or with what is missing, and rules know its id', () => {
    fc.assert(
      fc.property(entries, (rows) => {
        const { readings } = of(logs(rows))
        expect(Object.keys(readings).sort()).toEqual([...indicatorIds].sort())
        for (const { value, missing } of Object.values(readings))
          expect((value === null) === (typeof missing === 'string' && missing !== '')).toBe(true)
      }),
      { numRuns: 40 },
    )
    for (const id of indicatorIds) expect([id, clinicalIds.get(id) !== undefined]).toEqual([id, true])
  })
  test('the order of entries does not matter', () => {
    fc.assert(
      fc.property(entries, (rows) => {
        const all = logs(rows)
        const turned = Object.fromEntries(
          Object.entries(all).map(([kind, list]) => [kind, Array.isArray(list) ? list.toReversed() : list]),
        ) as unknown as Logs
        expect(of(turned).readings).toEqual(of(all).readings)
      }),
      { numRuns: 60 },
    )
  })
  test('an entry that was put right counts once, one that was sent twice too', () => {
    fc.assert(
      fc.property(entries, (rows) => {
        const all = logs(rows)
        const twice = Object.fromEntries(
          Object.entries(all).map(([kind, list]) => [
            kind,
            (list as readonly { id: string }[]).flatMap((entry) => {
              const right = { ...entry, supersedes: `${entry.id}-before` }
              const wrong = {
                ...entry,
                id: `${entry.id}-before`,
                painDuring: 10,
                pain: 10,
                score: 10,
                km: 99,
              }
              return [right, wrong, right]
            }),
          ]),
        ) as unknown as Logs
        expect(of(twice).readings).toEqual(of(all).readings)
      }),
      { numRuns: 60 },
    )
  })
  test('more pain in a session never makes the results of the weeks look better', () => {
    fc.assert(
      fc.property(entries, fc.nat(19), score, (rows, at, more) => {
        const worse = {
          ...rows,
          exercises: rows.exercises.map(
            ([on, value], n) => [on, n === at ? Math.max(value, more) : value] as [number, number],
          ),
        }
        const [before, after] = [of(logs(rows)).readings, of(logs(worse)).readings]
        for (const id of ['ind_red_ex_7d', 'ind_pain_7d'] as const)
          if (before[id].value !== null)
            expect(Number(after[id].value)).toBeGreaterThanOrEqual(Number(before[id].value))
      }),
      { numRuns: 60 },
    )
  })
})
