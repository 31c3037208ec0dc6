import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayNumber } from '#lib/dates.ts'
import type { CourseData } from '#lib/tracking/progress/course/rules.ts'
import { runsAgainstStop } from '#lib/tracking/timeline/events/rules.ts'
import { isEmpty, timelineModel, windowOf, withEarlier, worstOf } from '#lib/tracking/timeline/rules.ts'
import { type TimelineEvent, timelineSearch, zooms } from '#lib/tracking/timeline/schema.ts'

const today = dayNumber('2026-11-25')
const first = dayNumber('2026-08-01')
const opened = { first, earliest: first - 30 }
const none: CourseData = {
  course: { plan: null, done: [], runDays: [], paused: [], blocks: [], unwell: [] },
  scores: [],
  runs: [],
}
const event = (day: number, more: Partial<TimelineEvent> = {}): TimelineEvent => ({
  id: `${day}`,
  kind: 'review',
  day,
  title: 'Review: progress',
  short: '',
  text: '',
  grave: false,
  href: null,
  ...more,
})

test('a run while running was stopped has a line of its own, but for the days on which the stop began or was lifted', () => {
  const runs = [1, 2, 3, 4, 5].map((day) => ({ day: today - 10 + day, km: day, minutes: 20 }))
  const stop = { from: today - 9, to: today - 6 }
  const lines = (more: Partial<CourseData['course']>) =>
    runsAgainstStop({ ...none, runs, course: { ...none.course, ...more } }, 'c').map(({ day }) => day - today)
  expect(lines({})).toEqual([])
  expect(lines({ blocks: [{ ...stop, block: 'impact' }] })).toEqual([-8, -7])
  expect(lines({ runStops: [{ ...stop, to: null }] })).toEqual([-8, -7, -6, -5])
  expect(lines({ paused: [stop] })).toEqual([-8, -7, -6])
  // A newer stop took the place of the first one.
  const newer = { from: stop.to, to: null }
  expect(lines({ runStops: [stop, newer] })).toEqual([-8, -7, -6, -5])
  const [line] = runsAgainstStop({ ...none, runs, course: { ...none.course, runStops: [stop] } }, 'c')
  expect(line).toMatchObject({ title: 'Run of 2 km while running was stopped', grave: true })
})

describe('the window', () => {
  test('ends today and is as long as the zoom', () => {
    const { from, to, later } = windowOf({ weeks: '2', until: null }, today, opened)
    expect([to - from + 1, to, later]).toEqual([14, today, null])
  })

  test('earlier and later page by the same zoom, without a gap and without a day twice', () => {
    const now = windowOf({ weeks: '6', until: null }, today, opened)
    expect(now.earlier).toBe(now.from - 1)
    const before = windowOf({ weeks: '6', until: '2026-10-14' }, today, opened)
    expect(before.to).toBe(now.from - 1)
    expect(before.later).toBe(today)
  })

  test('nothing lies before the case was opened', () => {
    expect(windowOf({ weeks: '26', until: null }, today, opened).earlier).toBeNull()
  })

  test('before it lie the days for which staff may enter something', () => {
    const before = windowOf({ weeks: '2', until: '2026-07-20' }, today, opened)
    expect(before.to).toBe(dayNumber('2026-07-20'))
    expect(before.earlier).toBeNull()
    expect(withEarlier(before, true).earlier).toBe(before.from - 1)
    expect(windowOf({ weeks: '2', until: '2026-01-01' }, today, opened).to).toBe(first - 30)
  })

  test('whatever the address says, the days are in order and never ahead of today', () => {
    const asked = fc.record({
      weeks: fc.constantFrom(...zooms),
      until: fc.option(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
      ),
    })
    fc.assert(
      fc.property(asked, ({ weeks, until }) => {
        const { from, to, earlier, later } = windowOf(
          { weeks, until: until === null ? null : until.toISOString().slice(0, 10) },
          today,
          opened,
        )
        expect(to).toBeLessThanOrEqual(today)
        expect(to - from + 1).toBe(7 * Number(weeks))
        if (earlier !== null) expect(earlier).toBe(from - 1)
        if (later !== null) expect(later).toBeGreaterThan(to)
      }),
    )
  })

  test('an address that makes no sense is as if it said nothing', () => {
    expect(timelineSearch.parse({ weeks: '5', until: 'x', at: '2026-02-30', table: 'yes' })).toEqual({
      weeks: '6',
      until: null,
      at: null,
      table: null,
    })
    expect(timelineSearch.parse({ weeks: ['2'], at: '2026-11-12' })).toMatchObject({
      weeks: '6',
      at: '2026-11-12',
    })
  })
})

describe('the lanes', () => {
  const window = windowOf({ weeks: '2', until: null }, today, opened)

  test('each day holds the worst of each kind, the runs together, and what happened', () => {
    const data: CourseData = {
      ...none,
      scores: [
        { day: today, score: 2, context: 'during_exercise' },
        { day: today, score: 4, context: 'during_run' },
        { day: today, score: 3, context: 'after_run' },
        { day: today, score: 1, context: 'next_morning' },
        { day: today - 30, score: 9, context: 'now' },
      ],
      runs: [
        { day: today, km: 3.2, minutes: 20 },
        { day: today, km: 2.1, minutes: 15 },
      ],
    }
    const { days } = timelineModel(data, [event(today), event(today - 20)], window)
    expect(days).toHaveLength(14)
    expect(days.at(-1)).toEqual({
      day: today,
      km: 5.3,
      runs: [3.2, 2.1],
      capKm: null,
      session: null,
      pain: { during: 4, after: 3, morning: 1, other: null },
      events: [event(today)],
    })
    expect(days.filter((day) => !isEmpty(day))).toHaveLength(1)
  })

  test('a day has the cap that held on it, and a week the sum of all its days', () => {
    const monday = window.from - 3
    const runs = [
      { day: monday, km: 4, minutes: 30 },
      { day: window.from, km: 12, minutes: 70 },
    ]
    const caps = { byDay: new Map([[window.from + 1, 11]]), next: 7 }
    const { days, weeks } = timelineModel({ ...none, runs }, [], window, { caps })
    expect(timelineModel(none, [], window, { caps }).capKm).toBe(7)
    const before = windowOf({ weeks: '2', until: '2026-11-20' }, today, opened)
    expect(timelineModel(none, [], before, { caps }).capKm).toBeNull()
    expect(days.slice(0, 3).map(({ capKm }) => capKm)).toEqual([null, 11, null])
    expect(weeks.map(({ start, km }) => [start - monday, km])).toEqual([
      [0, 16],
      [7, 0],
      [14, 0],
    ])
  })

  test('the mean of the first day of the window knows the six days before it', () => {
    const scores = [0, 1, 2].map((back) => ({
      day: window.from - 1 - back,
      score: 3 + back,
      context: 'day_worst' as const,
    }))
    const { means } = timelineModel({ ...none, scores }, [], window)
    expect(means[0]).toBe(4)
    expect(means.at(-1)).toBeNull()
  })

  test('a version holds until the next one begins, and only as far as the window shows', () => {
    const versions = [
      { number: 1, startsOn: today - 40, phases: [] },
      { number: 2, startsOn: today - 5, phases: [] },
    ]
    const plan = {
      activatedOn: today - 40,
      phases: [{ position: 0, from: today - 40, startedOn: today - 40 }],
      versions,
    }
    const course = { ...none, course: { ...none.course, plan } }
    const model = timelineModel(course, [], window)
    expect(timelineModel(course, [], window, { over: today - 3 }).versions.at(-1)).toEqual({
      number: 2,
      from: today - 5,
      to: today - 3,
    })
    expect(timelineModel(course, [], window, { over: today - 20 }).versions).toEqual([])
    expect(model.versions).toEqual([
      { number: 1, from: window.from, to: today - 6 },
      { number: 2, from: today - 5, to: today },
    ])
  })

  test('no score is not a score of 0', () => {
    expect(worstOf({ during: null, after: null, morning: null, other: null })).toBeNull()
    expect(worstOf({ during: 0, after: null, morning: null, other: null })).toBe(0)
  })
})
