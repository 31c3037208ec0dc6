import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adherencePct, creditDue, dueBetween, lastFortnight } from '#lib/tracking/progress/adherence/rules.ts'
import type { Course } from '#lib/tracking/progress/course/schema.ts'
import { matchDue } from '#lib/tracking/progress/matching/rules.ts'
import { courseFrom, monday, planItem } from '../review/logs.ts'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const item = (days: readonly string[]) => planItem('a', { days })
const did = (day: number) => ({ day, key: 'a', sets: 3, done: true })
const courseOf = (days: readonly string[], entries: readonly number[], more: Partial<Course> = {}) =>
  courseFrom(monday, [item(days)], { done: entries.map(did), ...more })

const dueDays = (days: readonly string[], weeks: number) =>
  Array.from({ length: 7 * weeks }, (_, at) => monday + at).filter((day) =>
    days.includes(weekdays[(day - monday) % 7] ?? ''),
  )

/** As many as can be fulfilled at all: windows of one length, so that the earliest entry that fits is always a best one. */
function most(due: readonly number[], entries: readonly number[]): number {
  const left = entries.toSorted((a, b) => a - b)
  return due.filter((day) => {
    const at = left.findIndex((entry) => Math.abs(entry - day) <= 1)
    return at >= 0 && left.splice(at, 1).length > 0
  }).length
}

const someDays = fc.subarray(weekdays, { minLength: 1 })
const someEntries = fc
  .uniqueArray(fc.integer({ min: -1, max: 21 }))
  .map((at) => at.map((day) => monday + day))

describe('what was done one day early or late counts for its due date', () => {
  test('every session one day late, every session one day early: 100 %', () => {
    const everyOther = ['mon', 'wed', 'fri']
    for (const shift of [1, -1]) {
      const entries = dueDays(everyOther, 3).map((day) => day + shift)
      const credited = lastFortnight(courseOf(everyOther, entries), monday + 21)
      expect(credited).toHaveLength(6)
      expect(adherencePct(credited).value).toBe(100)
    }
  })
  test('all a day late or early on any days of the week', () => {
    fc.assert(
      fc.property(someDays, fc.constantFrom(1, -1), (days, shift) => {
        const entries = dueDays(days, 5).map((day) => day + shift)
        const course = courseOf(days, entries)
        expect(lastFortnight(course, monday + 28).every(({ credit }) => credit === 1)).toBe(true)
      }),
    )
  })
  test('a drill counts when it is entered in a session, and no run stands for it', () => {
    const drill = planItem('a', { exerciseId: 'ex_run_quick_feet', days: ['mon'] })
    const credits = (more: Partial<Course>) => {
      const course = courseFrom(monday, [drill], more)
      return creditDue(dueBetween(course, monday, monday + 6), course).map(({ credit }) => credit)
    }
    expect([credits({ done: [did(monday)] }), credits({ runDays: [monday] })]).toEqual([[1], [0]])
  })
  test('an entry on its own day is passed on where the day before has no other', () => {
    const course = courseOf(['mon', 'tue'], [monday + 1, monday + 2])
    const { found, unused } = matchDue(dueBetween(course, monday, monday + 6), course)
    expect([...found.values()].map(({ day }) => day - monday).sort()).toEqual([1, 2])
    expect(unused).toEqual([])
  })
  test('never fewer than can be fulfilled, each entry once, within one day, and what was done on the day counts', () => {
    fc.assert(
      fc.property(someDays, someEntries, (days, entries) => {
        const course = courseOf(days, entries)
        const due = dueBetween(course, monday, monday + 20)
        const { found, unused } = matchDue(due, course)
        expect(found.size).toBe(
          most(
            due.map(({ day }) => day),
            entries,
          ),
        )
        expect(new Set(found.values()).size).toBe(found.size)
        expect(unused).toHaveLength(entries.length - found.size)
        for (const [{ day }, entry] of found) expect(Math.abs(entry.day - day)).toBeLessThanOrEqual(1)
        const onTheDay = due.filter(({ day }) => entries.includes(day))
        expect(onTheDay.every((one) => found.has(one))).toBe(true)
      }),
    )
  })
  const credits = (course: Course) => lastFortnight(course, monday + 7).map(({ credit }) => credit)
  const daily = (logs: readonly (readonly [day: number, sets: number])[]) => {
    const done = logs.map(([day, sets]) => ({ ...did(monday + day), sets }))
    return courseFrom(monday, [item(['mon', 'tue', 'wed'])], { done })
  }
  test('done twice on the day after a missed one, each log counts once', () => {
    expect(
      credits(
        daily([
          [1, 3],
          [1, 3],
        ]),
      ),
    ).toEqual([1, 1, 0])
    expect(credits(daily([[1, 6]]))).toEqual([0, 1, 0])
  })
  test('a session entered in two parts is one, and only what comes after it is of another day', () => {
    expect(
      credits(
        daily([
          [1, 1],
          [1, 2],
        ]),
      ),
    ).toEqual([0, 1, 0])
    expect(
      credits(
        daily([
          [1, 1],
          [1, 2],
          [1, 1],
        ]),
      )[0],
    ).toBeCloseTo(1 / 3)
    const { unused } = matchDue(
      [],
      daily([
        [4, 1],
        [4, 2],
      ]),
    )
    expect(unused.map(({ sets }) => sets)).toEqual([1, 2])
  })
  test('runs a day late fulfil prescribed runs, each once', () => {
    const run = planItem('r', { exerciseId: 'ex_rtr_long_build', sets: null })
    const late = courseFrom(monday, [run], { runDays: [1, 3, 5].map((day) => monday + day) })
    expect(matchDue(dueBetween(late, monday, monday + 6), late).found.size).toBe(3)
    const one = { ...late, runDays: [monday + 1] }
    expect(matchDue(dueBetween(one, monday, monday + 6), one).found.size).toBe(1)
  })
})
