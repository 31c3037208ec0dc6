import { describe, expect, test } from 'vitest'
import { addDays } from '#lib/dates.ts'
import {
  mayComplete,
  occasionsOf,
  openOccasions,
  overdueDays,
  weeklyCheckDue,
} from '#lib/outcomes/schedule/rules.ts'
import type { Administration, Chosen, Timeline } from '#lib/outcomes/schema.ts'
import { filled, nothingChosen, started, times } from './make.ts'

const activated = '2026-03-02'
const day = (n: number) => addDays(activated, n)
const lefs: Chosen = { ...nothingChosen, knee: 'lefs', kneeSince: '2026-02-20', uwri: true }
const timeline = started(activated, { openedOn: '2026-02-20' })
const open = (n: number, done: Administration[] = [], chosen = lefs, of: Timeline = timeline) =>
  openOccasions(of, chosen, done, day(n)).map((o) => `${o.measure} ${o.kind} ${o.week ?? ''}`.trim())

describe('when what is due (clinical/outcome-measures.md 3)', () => {
  test('at the intake: the knee measure and the index of runners', () => {
    expect(open(0)).toEqual(['lefs intake', 'uwri intake'])
    expect(open(14)).toContain('lefs intake')
    expect(open(15)).not.toContain('lefs intake')
  })
  test('week 3: due on day 21, open from day 14', () => {
    expect(open(13, [], nothingChosen)).toEqual([])
    expect(open(14, [], nothingChosen)).toEqual(['psfs week 3', 'groc week 3'])
    const [psfs] = occasionsOf(timeline, nothingChosen, day(14))
    expect(psfs).toMatchObject({ dueOn: day(21), opensOn: day(14), until: day(38) })
  })
  test('weeks 6 and 12, then every 6 weeks, open 3 days before', () => {
    expect(open(38)).toEqual(['psfs week 3', 'groc week 3'])
    expect(open(39)).toEqual(['psfs week 6', 'lefs week 6', 'uwri week 6', 'groc week 6'])
    expect(open(80)).toEqual(['psfs week 6', 'lefs week 6', 'uwri week 6', 'groc week 6'])
    expect(open(81)).toEqual(['psfs week 12', 'lefs week 12', 'uwri week 12', 'groc week 12'])
    expect(open(7 * 30)).toEqual(['psfs week 30', 'lefs week 30', 'uwri week 30', 'groc week 30'])
  })
  test('what was filled in its time is not wanted again; what is incomplete is', () => {
    const complete = filled('lefs', day(40), times(20, 3))
    const half = filled('uwri', day(40), times(8, 3))
    expect(open(42, [complete, half])).toEqual(['psfs week 6', 'uwri week 6', 'groc week 6'])
    expect(open(81, [complete])).toContain('lefs week 12')
  })
  test('a form that was filled before the case was opened is its start', () => {
    expect(open(0, [filled('lefs', '2026-02-10', times(20, 3))])).toEqual(['uwri intake'])
  })
  test('a knee measure that is chosen later is due from then on', () => {
    const late = { ...lefs, kneeSince: day(5) }
    const [knee] = occasionsOf(timeline, late, day(6))
    expect(knee).toMatchObject({ measure: 'lefs', opensOn: day(5), dueOn: day(5) })
  })
  test('one that is chosen after the start of the program is asked for within 14 days of the choice', () => {
    const late = { ...lefs, uwri: false, kneeSince: day(25) }
    expect(open(25, [], late)).toContain('lefs intake')
    expect(open(25, [filled('lefs', day(20), times(20, 3))], late)).toContain('lefs intake')
    expect(open(26, [filled('lefs', day(25), times(20, 3))], late)).not.toContain('lefs intake')
    expect(open(26, [filled('lefs', day(3), times(20, 3))], late)).not.toContain('lefs intake')
    expect(open(40, [], late)).not.toContain('lefs intake')
  })
  test('weekly, only where the clinic has permission, and not while the program is paused', () => {
    const ostrc = { ...nothingChosen, ostrc: true }
    expect(open(6, [], ostrc)).toEqual([])
    expect(open(7, [], ostrc)).toEqual(['ostrc_o2 weekly 1'])
    expect(open(13, [], ostrc)).toEqual(['ostrc_o2 weekly 1'])
    expect(open(7, [filled('ostrc_o2', day(7), times(4, 0))], ostrc)).toEqual([])
    expect(open(7, [], ostrc, { ...timeline, paused: true })).toEqual([])
  })
  test('before there is a program only the start', () => {
    expect(open(400, [], lefs, { ...timeline, activatedOn: null })).toEqual(['lefs intake', 'uwri intake'])
  })
  test('discharge and 3 months later: all chosen measures; after another ending nothing', () => {
    const discharged = { ...timeline, closedOn: day(100), discharged: true }
    const all = ['nprs', 'psfs', 'lefs', 'uwri', 'groc']
    expect(open(100, [], lefs, discharged)).toEqual(all.map((id) => `${id} discharge`))
    expect(open(115, [], lefs, discharged)).toEqual([])
    expect(open(188, [], lefs, discharged)).toEqual(all.map((id) => `${id} later`))
    expect(open(220, [], lefs, discharged)).toEqual([])
    expect(open(100, [], lefs, { ...discharged, discharged: false })).toEqual([])
  })
})

test('overdue counts from the oldest open one', () => {
  const overdue = (n: number, done: Administration[] = []) =>
    overdueDays(openOccasions(timeline, nothingChosen, done, day(n)), day(n), timeline)
  expect(overdue(13)).toBeNull()
  expect(overdue(19)).toBe(-2)
  expect(overdue(24)).toBe(3)
  expect(overdue(24, [filled('psfs', day(20), [3]), filled('groc', day(20), [2])])).toBeNull()
})

test('no overdue days grow while the program is paused or the case on hold; the forms stay open', () => {
  const waiting = { ...timeline, paused: true, pauses: [{ from: day(20), to: null }] }
  const forms = (n: number, of: Timeline) => openOccasions(of, nothingChosen, [], day(n))
  expect(forms(30, waiting).map(({ measure }) => measure)).toEqual(['psfs', 'groc'])
  expect(overdueDays(forms(30, waiting), day(30), waiting)).toBe(0)
  const goesOn = {
    ...timeline,
    pauses: [
      { from: day(20), to: day(31) },
      { from: day(25), to: day(29) },
    ],
  }
  expect(overdueDays(forms(33, goesOn), day(33), goesOn)).toBe(2)
  const later = { ...timeline, pauses: [{ from: day(24), to: null }] }
  expect(overdueDays(forms(36, later), day(36), later)).toBe(3)
})

describe('the weekly check', () => {
  test('is asked once in 7 days while the program runs', () => {
    expect(weeklyCheckDue(timeline, [])).toBe(activated)
    expect(weeklyCheckDue(timeline, [filled('weekly_check', day(3), [2])])).toBe(day(10))
    expect(weeklyCheckDue(timeline, [filled('weekly_check', '2026-02-01', [2])])).toBe(activated)
  })
  test('is asked before a program as well: a first phase may read it', () => {
    const waiting = started(null)
    expect(weeklyCheckDue(waiting, [])).toBe(waiting.openedOn)
    const once = filled('weekly_check', waiting.openedOn, [2])
    expect(weeklyCheckDue(waiting, [once])).toBe(addDays(waiting.openedOn, 7))
    expect(weeklyCheckDue({ ...waiting, paused: true }, [])).toBeNull()
  })
  test('is not asked in a pause or after the end', () => {
    expect(weeklyCheckDue({ ...timeline, paused: true }, [])).toBeNull()
    expect(weeklyCheckDue({ ...timeline, closedOn: day(3) }, [])).toBeNull()
  })
})

test('an incomplete form can be completed within 3 days', () => {
  const half = filled('lefs', day(40), times(19, 3))
  expect([40, 43, 44].map((n) => mayComplete(half, day(n)))).toEqual([true, true, false])
  expect(mayComplete(filled('lefs', day(40), times(20, 3)), day(40))).toBe(false)
})
