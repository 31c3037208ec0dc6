import { describe, expect, test } from 'vitest'
import { dayNumber } from '#lib/dates.ts'
import {
  adherenceOf,
  adherencePct,
  creditDue,
  dueBetween,
  lastFortnight,
  sessionState,
  sessionWeeks,
} from '#lib/tracking/progress/adherence/rules.ts'
import type { Course, DoneItem, PlanItem } from '#lib/tracking/progress/course/schema.ts'

// A Monday.
const start = dayNumber('2026-10-05')

const item = (key: string, more: Partial<PlanItem> = {}): PlanItem => ({
  key,
  exerciseId: 'ex_hip_clam',
  sets: 3,
  days: ['mon', 'wed', 'fri'],
  fromWeek: 1,
  untilWeek: null,
  optional: false,
  ...more,
})

const course = (items: readonly PlanItem[], more: Partial<Course> = {}): Course => ({
  plan: {
    activatedOn: start,
    phases: [{ position: 0, from: start, startedOn: start }],
    versions: [{ number: 1, startsOn: start, phases: [{ position: 0, key: 'p1', name: 'Early', items }] }],
  },
  done: [],
  runDays: [],
  paused: [],
  blocks: [],
  unwell: [],
  ...more,
})

const did = (day: number, key: string, sets = 3): DoneItem => ({ day, key, sets, done: true })

describe('ind_adherence_pct, worked examples of clinical/review.md 2.4', () => {
  // Two weeks with two exercises on three days each: 12 due items of 3 sets.
  const items = [item('a'), item('b')]
  const days = [0, 2, 4, 7, 9, 11].map((offset) => start + offset)
  const today = start + 14
  const full = days.slice(0, 4).flatMap((day) => [did(day, 'a'), did(day, 'b')])
  const day5 = days[4] ?? 0
  const part = [did(day5, 'a', 2), did(day5, 'b', 2)]

  test('8 full, 2 with 2 of 3 sets, 2 skipped: 77.8 %', () => {
    const credited = lastFortnight(course(items, { done: [...full, ...part] }), today)
    expect(credited).toHaveLength(12)
    expect(adherencePct(credited).value).toBeCloseTo(77.8, 1)
  })
  test('5 of 3 sets are still capped at 1', () => {
    const [first, ...rest] = full
    const more = [{ ...(first ?? did(start, 'a')), sets: 5 }, ...rest, ...part]
    expect(adherencePct(lastFortnight(course(items, { done: more }), today)).value).toBeCloseTo(77.8, 1)
  })
  test('is not known with fewer than 4 due items', () => {
    expect(adherencePct([{ credit: 1 }, { credit: 1 }, { credit: 1 }])).toEqual({ value: null, of: 3 })
  })
  test('today does not count', () => {
    const credited = lastFortnight(course(items), start + 2)
    expect(credited.map(({ day }) => day)).toEqual([start, start])
  })
})

describe('what she was told to do less of', () => {
  const days = [0, 2, 4, 7, 9, 11].map((offset) => start + offset)
  const told = (sets: number | null, more: object = {}) => ({
    key: 'a',
    from: start + 2,
    to: null,
    sets,
    ...(sets === null ? { exerciseId: 'ex_hip_clam' } : {}),
    ...more,
  })
  const at = (less: Course['less'], done: readonly DoneItem[] = []) => {
    const c = course([item('a'), item('b', { exerciseId: 'ex_hip_bridge' })], {
      done,
      ...(less ? { less } : {}),
    })
    return lastFortnight(c, start + 14).filter(({ item: { key } }) => key === 'a')
  }
  const credits = (...of: Parameters<typeof at>) => at(...of).map(({ day, credit }) => [day - start, credit])

  test('to leave out is not due, except on days on which she did it', () => {
    expect(credits([told(null)])).toEqual([[0, 0]])
    expect(credits([told(null)], [did(start + 2, 'a', 1)])).toEqual([
      [0, 0],
      [2, 1],
    ])
    expect(credits([told(null, { to: start + 7 })]).map(([day]) => day)).toEqual([0, 9, 11])
    const skipped = { ...did(start + 2, 'a', 0), done: false }
    expect(credits([told(null)], [skipped])).toEqual([[0, 0]])
  })

  test('is credited against the fewer sets, and no more is beyond them than beyond the program', () => {
    const two = days.map((day) => did(day, 'a', 2))
    expect(credits([told(2)], two).map(([, credit]) => credit)).toEqual([2 / 3, 1, 1, 1, 1, 1])
    expect(at([told(2)], [did(start + 2, 'a', 3)])[1]?.item.sets).toBe(3)
    expect(at([told(2)], [did(start + 2, 'a', 5)])[1]?.item.sets).toBe(3)
    expect(at([told(2)], [did(start + 2, 'a', 1)])[1]).toMatchObject({ credit: 0.5, item: { sets: 2 } })
    expect(at([told(4)])[1]?.item.sets).toBe(3)
  })

  test('ends for a version that asks for less than what was too much in another part', () => {
    const dose = { reps: 12, holdSeconds: null, minutes: null, loadKg: 20 }
    const c = course([item('a', dose)], { less: [told(2, { than: { ...dose, sets: 3 } })] })
    const phase = (loadKg: number) => ({
      position: 0,
      key: 'p1',
      name: 'Early',
      items: [item('a', { ...dose, loadKg })],
    })
    const due = (loadKg: number) => {
      const versions = [
        ...(c.plan?.versions ?? []),
        { number: 2, startsOn: start + 7, phases: [phase(loadKg)] },
      ]
      const plan = { ...c.plan, versions } as Course['plan']
      return dueBetween({ ...c, plan }, start, start + 9).map(({ item: { sets } }) => sets)
    }
    expect(due(10)).toEqual([3, 2, 2, 3, 3])
    expect(due(25)).toEqual([3, 2, 2, 2, 2])
  })

  test('is of the exercise alone that the item was', () => {
    expect(at([told(null, { exerciseId: 'ex_hip_clam_band' })])).toHaveLength(6)
    const swapped = course([item('a')], { less: [told(2)] })
    const versions = [
      ...(swapped.plan?.versions ?? []),
      {
        number: 2,
        startsOn: start + 7,
        phases: [
          { position: 0, key: 'p1', name: 'Early', items: [item('a', { exerciseId: 'ex_hip_bridge' })] },
        ],
      },
    ]
    const due = dueBetween(
      { ...swapped, plan: { ...swapped.plan, versions } as Course['plan'] },
      start,
      start + 9,
    )
    expect(due.map(({ item: { sets } }) => sets)).toEqual([3, 2, 2, 3, 3])
  })
})

describe('what is due', () => {
  const dueDays = (c: Course, to = start + 6) => dueBetween(c, start, to).map(({ day }) => day - start)

  test('the days of the item, from and until its week', () => {
    expect(dueDays(course([item('a')]))).toEqual([0, 2, 4])
    expect(dueDays(course([item('a', { fromWeek: 2 })]), start + 8)).toEqual([7])
    expect(dueDays(course([item('a', { untilWeek: 1 })]), start + 13)).toEqual([0, 2, 4])
    // The last week of the first ten of running is repeated until the phase is left.
    const c = course([item('a', { untilWeek: 1 })])
    const version = {
      ...c.plan?.versions[0],
      phases: [{ ...c.plan?.versions[0]?.phases[0], key: 'prog_beginner_prevention_p1' }],
    }
    const repeated = { ...c, plan: { ...c.plan, versions: [version] } } as Course
    expect(dueDays(repeated, start + 9)).toEqual([0, 2, 4, 7, 9])
  })
  test('not an optional item, nor before the program or without one', () => {
    expect(dueDays(course([item('a', { optional: true })]))).toEqual([])
    expect(dueBetween(course([item('a')]), start - 20, start - 1)).toEqual([])
    expect(dueBetween(course([item('a')], { plan: null }), start, start + 6)).toEqual([])
  })
  test('not while it is paused, blocked or on a day of fever', () => {
    expect(dueDays(course([item('a')], { paused: [{ from: start + 2, to: start + 3 }] }))).toEqual([0, 4])
    expect(
      dueDays(course([item('a')], { blocks: [{ block: 'programme', from: start + 3, to: null }] })),
    ).toEqual([0, 2])
    expect(dueDays(course([item('a')], { unwell: [start] }))).toEqual([2, 4])
  })
  test('a block of impact leaves what has none', () => {
    const items = [item('a'), item('hop', { exerciseId: 'ex_run_skip_a' })]
    const blocked = dueBetween(
      course(items, { blocks: [{ block: 'impact', from: start, to: null }] }),
      start,
      start,
    )
    expect(blocked.map((due) => due.item.key)).toEqual(['a'])
  })
  test('nor does a fever bring a later week nearer', () => {
    const ill = [0, 1, 2, 3, 4, 5, 6].map((day) => start + day)
    expect(dueDays(course([item('a', { fromWeek: 2 })], { unwell: ill }), start + 13)).toEqual([])
  })
  test('paused days do not bring a later week nearer', () => {
    const late = course([item('a', { fromWeek: 2 })], { paused: [{ from: start, to: start + 6 }] })
    expect(dueDays(late, start + 13)).toEqual([])
    expect(dueDays(late, start + 14)).toEqual([14])
  })
  test('each phase on its own days, also after a step back; weeks count from where they were begun', () => {
    const items = [item('a', { days: ['mon', 'wed'] })]
    const phases = [
      { position: 1, key: 'p2', name: 'Later', items: [item('b', { days: ['mon', 'wed'], fromWeek: 2 })] },
      { position: 0, key: 'p1', name: 'Early', items },
    ]
    const c = course(items)
    if (!c.plan) throw new Error('no plan')
    const plan = {
      ...c.plan,
      versions: [{ number: 1, startsOn: start, phases }],
      phases: [
        { position: 0, from: start, startedOn: start },
        { position: 1, from: start + 1, startedOn: start },
        { position: 0, from: start + 9, startedOn: start + 9 },
      ],
    }
    const due = dueBetween({ ...c, plan }, start, start + 9)
    expect(due.map(({ day, item: { key } }) => [day - start, key])).toEqual([
      [0, 'a'],
      [7, 'b'],
      [9, 'a'],
    ])
  })
  test('a new version holds from its first day', () => {
    const c = course([item('a')])
    const plan = c.plan
    if (!plan) throw new Error('no plan')
    const second = {
      number: 2,
      startsOn: start + 2,
      phases: [{ position: 0, key: 'p1', name: 'Early', items: [item('b')] }],
    }
    const keys = dueBetween(
      { ...c, plan: { ...plan, versions: [...plan.versions, second] } },
      start,
      start + 2,
    )
    expect(keys.map((due) => due.item.key)).toEqual(['a', 'b'])
  })
})

describe('credit', () => {
  const credits = (c: Course) => creditDue(dueBetween(c, start, start + 4), c).map(({ credit }) => credit)

  test('one day early or late counts for the due date, two days do not', () => {
    expect(credits(course([item('a')], { done: [did(start + 1, 'a'), did(start + 3, 'a')] }))).toEqual([
      1, 1, 0,
    ])
    expect(credits(course([item('a', { days: ['fri'] })], { done: [did(start + 2, 'a')] }))).toEqual([0])
  })
  test('each entry counts once, and its own day comes first', () => {
    expect(credits(course([item('a', { days: ['mon', 'tue'] })], { done: [did(start + 1, 'a')] }))).toEqual([
      0, 1,
    ])
  })
  test('an item without sets counts when it was logged, not when it was skipped', () => {
    const walk = [item('w', { sets: null, days: ['mon'] })]
    expect(credits(course(walk, { done: [did(start, 'w', 0)] }))).toEqual([1])
    expect(credits(course(walk, { done: [{ ...did(start, 'w', 0), done: false }] }))).toEqual([0])
  })
  test('a run that was logged fulfils a prescribed run', () => {
    const run = [item('r', { sets: null, days: ['mon'], exerciseId: 'ex_rtr_long_build' })]
    expect(credits(course(run, { runDays: [start] }))).toEqual([1])
  })
})

describe('sessions', () => {
  test('done with 75 % of the items credited 0.5 or more', () => {
    const of = (...credits: number[]) => sessionState(credits.map((credit) => ({ credit })))
    expect(of(1, 1, 0.5, 0)).toBe('done')
    expect(of(1, 1, 0.49, 0)).toBe('part')
    expect(of(0, 0)).toBe('missed')
  })
  test('percent needs two sessions', () => {
    const one = [{ day: start, item: item('a'), credit: 1 }]
    expect(adherenceOf(one).sessions).toEqual({ value: null, of: 1 })
    expect(adherenceOf([...one, { day: start + 2, item: item('a'), credit: 0 }]).sessions.value).toBe(50)
  })
  test('a week of cells: what is to come lies ahead, unless it was done', () => {
    const c = course([item('a')], { done: [did(start, 'a')] })
    const { weeks } = sessionWeeks(c, start, start + 4)
    expect(weeks.map((week) => week.sessions.map(({ state }) => state))).toEqual([
      ['done', 'missed', 'ahead'],
    ])
  })
})

describe('the first ten weeks of running: due is the row that was shown (clinical/programmes.md 5.9)', () => {
  const runItem = (row: number, days: string[]) =>
    item(`row_${row}`, {
      exerciseId: 'ex_rtr_walk_run',
      sets: 1,
      days,
      fromWeek: row,
      untilWeek: row === 2 ? null : row,
    })
  const items = [runItem(1, ['mon', 'wed', 'fri']), runItem(2, ['tue', 'thu', 'sat']), item('a')]
  const plan = course(items).plan
  const phases = [{ position: 0, key: 'prog_beginner_prevention_p1', name: 'Weeks 1 to 4', items }]
  const ten = (more: Partial<Course>) =>
    course(items, { plan: plan && { ...plan, versions: [{ number: 1, startsOn: start, phases }] }, ...more })
  const runsDue = (more: Partial<Course>) =>
    dueBetween(ten(more), start, start + 13).flatMap(({ item: { key }, day }) =>
      key === 'a' ? [] : [[key, day - start]],
    )

  test('a row that is repeated, with its own days and its own key; exercises by the calendar', () => {
    const repeated = [0, 2, 4, 7, 9, 11].map((day) => ['row_1', day])
    expect(runsDue({ runRows: [{ from: start, week: 1 }] })).toEqual(repeated)
    const back = [
      { from: start, week: 1 },
      { from: start + 7, week: 2 },
      { from: start + 9, week: 1 },
    ]
    expect(runsDue({ runRows: back }).slice(3)).toEqual([
      ['row_2', 8],
      ['row_1', 9],
      ['row_1', 11],
    ])
    expect(
      dueBetween(ten({ runRows: back }), start, start + 13).filter((due) => due.item.key === 'a'),
    ).toHaveLength(6)
  })

  test('no run is due and missed while none is planned', () => {
    const stopped = [
      { from: start, week: 1 },
      { from: start + 5, week: 0 },
    ]
    expect(runsDue({ runRows: stopped })).toEqual([0, 2, 4].map((day) => ['row_1', day]))
  })
})

test('a run that gave way to one for another treatment was not due, one that was done all the same counts', () => {
  const runs = (exerciseId: string) => [item('r', { exerciseId, sets: null })]
  const credits = (exerciseId: string, more: Partial<Course>) =>
    creditDue(
      dueBetween(course(runs(exerciseId), more), start, start + 4),
      course(runs(exerciseId), more),
    ).map(({ day, credit }) => [day - start, credit])
  const all = [
    [0, 0],
    [2, 0],
    [4, 0],
  ]
  expect(credits('ex_rtr_walk_run', { ranElsewhere: [start + 1] })).toEqual([all[0], all[2]])
  expect(credits('ex_rtr_walk_run', { ranElsewhere: [start + 2] })).toEqual([all[0], all[2]])
  expect(credits('ex_rtr_walk_run', { ranElsewhere: [start + 1], runDays: [start + 2] })).toEqual([
    all[0],
    [2, 1],
    all[2],
  ])
  // By its distance a run may follow another one on the next day; the walk is none.
  expect(credits('ex_rtr_long_build', { ranElsewhere: [start + 1] })).toEqual(all)
  expect(credits('ex_rtr_long_build', { ranElsewhere: [start] })).toEqual(all.slice(1))
  expect(credits('ex_rtr_walk30', { ranElsewhere: [start] })).toEqual(all)
})
