import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayNumber, isoDay } from '#lib/dates.ts'
import { lastFortnight } from '#lib/tracking/progress/adherence/rules.ts'
import {
  type CourseData,
  doneItems,
  holdStretches,
  pauseStretches,
  phaseSpans,
  readCourse,
} from '#lib/tracking/progress/course/rules.ts'
import type { EventText, ItemText, PlanText } from '#lib/tracking/progress/course/schema.ts'
import { csvField, csvLine } from '#lib/tracking/progress/export/rules.ts'
import { painLast7 } from '#lib/tracking/progress/pain/rules.ts'
import { progressView, statesOfDays } from '#lib/tracking/progress/rules.ts'
import { lastSevenDays, mondayOf, runsByWeek } from '#lib/tracking/progress/runs/rules.ts'
import { progressSearch } from '#lib/tracking/progress/schema.ts'
import { firstDay, numbersOf, unpackScore } from '#lib/tracking/progress/series/rules.ts'

describe('pain of the last 7 days', () => {
  test('vector 1 of review.md 2.1: 3 4 3 3 2 3 is a mean of 3.0', () => {
    expect(painLast7([9, 3, 4, null, 3, 3, 2, 3])).toEqual({ mean: 3, days: 6 })
  })
  test('needs 3 days with a value', () => {
    expect(painLast7([null, null, 5, 5])).toEqual({ mean: null, days: 2 })
  })
})

describe('what was walked, as pages read it', () => {
  const monday = dayNumber('2026-11-02')
  const split = (exerciseId: string, stage: number | null, runs: string) => {
    const dose = [null, null, null, null] as const
    const item: ItemText = ['i', 'key', exerciseId, 1, ['mon', 'wed', 'fri'], 1, null, false, stage, ...dose]
    const versions: PlanText['versions'] = [[1, monday, [[0, 'Return', [item], 'p1']]]]
    const plan: PlanText = { activatedOn: monday, position: 0, startedOn: monday, events: null, versions }
    const nothing = {
      scores: null,
      unwell: null,
      ranElsewhere: null,
      done: null,
      blocks: null,
      holds: null,
      less: null,
    }
    const { course } = readCourse({ ...nothing, runs, plan: JSON.stringify(plan) })
    return { ran: course.runDays, walked: course.walkedDays, due: lastFortnight(course, monday + 7) }
  }
  const runs = `${monday} 3 30 walk_run;${monday + 2} 4.5 30 easy`
  test('is apart from the runs, and alone fulfils the walk', () => {
    const { ran, walked, due } = split('ex_rtr_walk30', 0, runs)
    expect([ran, walked]).toEqual([[monday + 2], [monday]])
    expect(due.map(({ credit }) => credit)).toEqual([1, 0, 0])
    const turns = split('ex_rtr_walk_run', 1, runs)
    expect([turns.ran, turns.walked]).toEqual([[monday, monday + 2], []])
    expect(turns.due.map(({ credit }) => credit)).toEqual([1, 1, 0])
  })
})

describe('runs', () => {
  const monday = dayNumber('2026-11-02')
  test('weeks begin on Monday, weeks without a run are there', () => {
    expect(mondayOf(monday + 6)).toBe(monday)
    expect(isoDay(mondayOf(monday - 1))).toBe('2026-10-26')
    const runs = [
      { day: monday - 1, km: 4, minutes: 20 },
      { day: monday + 7, km: 5.25, minutes: 30 },
      { day: monday + 13, km: 6.5, minutes: 40 },
    ]
    expect(runsByWeek(runs, monday - 7, monday + 13)).toEqual([
      { start: monday - 7, km: 4, count: 1, longest: 4 },
      { start: monday, km: 0, count: 0, longest: 0 },
      { start: monday + 7, km: 11.8, count: 2, longest: 6.5 },
    ])
  })
  test('of a week before anything is known nobody says that nothing was run', () => {
    const weeks = (first: number, runs = [{ day: monday + 7, km: 5, minutes: 30 }]) =>
      runsByWeek(runs, monday - 7, monday + 14, first).map(({ km }) => km)
    expect(weeks(monday + 6)).toEqual([null, 0, 5, 0])
    expect(weeks(monday + 7)).toEqual([null, null, 5, 0])
    const data = (more: Partial<CourseData>): CourseData => ({
      course: { plan: null, done: [], runDays: [], paused: [], blocks: [], unwell: [] },
      scores: [],
      runs: [],
      ...more,
    })
    const shown = (openedOn: number, more: Partial<CourseData> = {}) =>
      progressView(data(more), monday + 20, '4', openedOn).runWeeks.map(({ km }) => km)
    expect(shown(monday + 8)).toEqual([null, null, 0, 0])
    expect(shown(monday + 8, { scores: [{ day: monday, score: 2, context: 'now' }] })).toEqual([
      null,
      0,
      0,
      0,
    ])
  })
  test('days 0 to 6', () => {
    const run = (day: number) => ({ day, km: 5, minutes: 30 })
    expect(lastSevenDays([run(monday), run(monday - 6), run(monday - 7)], monday)?.km).toBe(10)
    expect(lastSevenDays([], monday)).toBeNull()
  })
})

describe('what the query hands over', () => {
  test('a score is one number', () => {
    const day = dayNumber('2026-11-23')
    expect(unpackScore((day * 8 + 5) * 16 + 7)).toEqual({ day, score: 7, context: 'next_morning' })
    expect(numbersOf('{1,2,3}')).toEqual([1, 2, 3])
    expect([numbersOf(null), numbersOf('{}')]).toEqual([[], []])
  })
  test('two sessions of a day are two entries, a skipped item is not done', () => {
    const plan = {
      activatedOn: 0,
      position: 0,
      startedOn: 0,
      events: null,
      versions: [
        [1, 0, [[0, 'Early', [['id1', 'a', 'ex_hip_clam', 3, ['mon'], 1, null, false]], 'p1']]],
      ] as never,
    }
    expect(doneItems('5 id1 2 unknown 3;5 id1 1;6 id1 -1;7 id1 0', plan)).toEqual([
      { day: 5, key: 'a', sets: 2, done: true },
      { day: 5, key: 'a', sets: 1, done: true },
      { day: 6, key: 'a', sets: 0, done: false },
      { day: 7, key: 'a', sets: 0, done: false },
    ])
    expect(doneItems(null, plan)).toEqual([])
  })
  test('on hold from one change to the next', () => {
    expect(
      holdStretches([
        ['on_hold', 10],
        ['open', 15],
        ['on_hold', 20],
      ]),
    ).toEqual([
      { from: 10, to: 14 },
      { from: 20, to: null },
    ])
  })
  test('closed and opened again is a pause as well', () => {
    expect(
      holdStretches([
        ['on_hold', 10],
        ['discharged', 12],
        ['open', 40],
      ]),
    ).toEqual([{ from: 10, to: 39 }])
  })
  test('not on hold when it went on the same day', () => {
    expect(
      holdStretches([
        ['on_hold', 10],
        ['open', 10],
      ]),
    ).toEqual([])
  })
  test('pauses by a clinician, between changes of phase', () => {
    const events: EventText[] = [
      ['phase', 0, 0, 0],
      ['paused', 5, null, null],
      ['phase', 6, 1, 6],
      ['resumed', 8, null, null],
      ['paused', 20, null, null],
    ]
    expect(pauseStretches(events)).toEqual([
      { from: 5, to: 7 },
      { from: 20, to: null },
    ])
  })
  test('a phase holds from its day, and what is written later takes the place of what was', () => {
    const present = { position: 2, startedOn: 30 }
    const events: EventText[] = [
      ['phase', 0, 0, 0],
      ['phase', 20, 1, 20],
      ['phase', 15, 2, 15],
      ['phase', 25, 3, 15],
    ]
    expect(phaseSpans({ ...present, events })).toEqual([
      { position: 0, from: 0, startedOn: 0 },
      { position: 2, from: 15, startedOn: 15 },
      { position: 3, from: 25, startedOn: 15 },
    ])
    expect(phaseSpans({ ...present, events: null })).toEqual([{ position: 2, from: 30, startedOn: 30 }])
  })
  test('ranges end today; all begins with the first entry', () => {
    expect(firstDay('4', 100, null)).toBe(73)
    expect(firstDay('all', 100, 20)).toBe(20)
    expect(firstDay('all', 100, 99)).toBe(73)
  })
  test('an address that means nothing means the default', () => {
    expect(progressSearch.parse({ range: '7', table: ['x'] })).toEqual({ range: '12', table: null })
  })
})

describe('CSV', () => {
  test('quotes as RFC 4180 says and takes the sting out of formulas', () => {
    expect(csvLine(['2026-11-23', 4, null, 'he said "ow", twice'])).toBe(
      '2026-11-23,4,,"he said ""ow"", twice"\r\n',
    )
    for (const sting of [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\tx',
      '\rx',
      '\n=1',
      '  =1',
      '＝1',
      '＋1',
      '－1',
      '＠A',
    ])
      expect(csvField(sting)).toBe(`"'${sting}"`)
  })
  test('no text becomes a formula, and none breaks its line', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const field = csvField(text)
        const bare = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field
        expect(/^[=+\-@\t\r]/.test(bare)).toBe(false)
        expect(bare.endsWith(text)).toBe(true)
        if (/[\r\n,"]/.test(text)) expect(field.startsWith('"')).toBe(true)
      }),
    )
  })
})

test('a day on which a stop ended is planned for her, as its page has the plan', () => {
  const monday = dayNumber('2026-11-02')
  const item = { key: 'a', exerciseId: 'ex_hip_clam', sets: 3, days: ['mon', 'tue', 'wed'] }
  const items = [{ ...item, fromWeek: 1, untilWeek: null, optional: false }]
  const versions = [
    { number: 1, startsOn: monday, phases: [{ position: 0, key: 'p1', name: 'Early', items }] },
  ]
  const plan = { activatedOn: monday, phases: [{ position: 0, from: monday, startedOn: monday }], versions }
  const stateOn = (to: number | null, today: number) => {
    const blocks = [{ block: 'programme' as const, from: monday, to }]
    const course = { plan, done: [], runDays: [], paused: [], blocks, unwell: [] }
    return [0, 1, 2].map((offset) => statesOfDays(course, monday, today).get(monday + offset))
  }
  expect(stateOn(monday, monday)).toEqual(['ahead', 'ahead', 'ahead'])
  expect(stateOn(monday + 1, monday + 1)).toEqual([undefined, 'ahead', 'ahead'])
  expect(stateOn(null, monday + 1)).toEqual([undefined, undefined, undefined])
  expect(stateOn(monday, monday + 1)).toEqual([undefined, 'ahead', 'ahead'])
})
