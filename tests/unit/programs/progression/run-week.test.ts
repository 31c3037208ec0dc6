import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { calendarRow, dueInPlan } from '#lib/programs/plan-week/rules.ts'
import { advisePhase } from '#lib/programs/progression/phase/rules.ts'
import {
  adviseRunWeek,
  againSentence,
  type RunWeekAsk,
  runRowsOf,
  runWeekOf,
  runWeekText,
} from '#lib/programs/progression/run-week/rules.ts'
import type { Modifiers } from '#lib/programs/progression/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { resultsOf } from '#lib/tracking/results/rules.ts'
import type { RunEntry } from '#lib/tracking/results/schema.ts'
import { logsOf, monday, morning, run } from '../../review/logs.ts'

const plan = fromTemplate('prog_beginner_prevention', {
  equipment: [],
  daysAvailable: ['mon', 'wed', 'fri'],
  minutesPerSession: 120,
})?.content
const [p1, , p3] = plan?.phases ?? []
if (!p1 || !p3) throw new Error('no plan')

const modifiers: Modifiers = {
  needN: 2,
  plyoBlocked: false,
  runLoadBlocked: false,
  pregnancyOrBirth: false,
  pregnant: false,
  notKnown: [],
}
const walked = (day: number, more: Partial<RunEntry> = {}) =>
  run(monday + day, { type: 'walk_run', settle: 'yes', ...more })
type More = Partial<RunWeekAsk> & { noMorning?: number }
/** The week of the runs on day `n`; every morning after was entered, but `noMorning`. */
function on(n: number, runs: RunEntry[], { noMorning, ...more }: More = {}) {
  const mornings = [...Array(67).keys()]
    .map((day) => day - 7)
    .filter((day) => day !== noMorning)
    .map((day) => morning(monday + day))
  return runWeekOf({
    phaseKey: 'prog_beginner_prevention_p1',
    items: p1?.items ?? [],
    amberOk: false,
    startedOn: monday,
    today: monday + n,
    safetyOn: [],
    stopsAnswered: [],
    runs: resultsOf(currentLogs(logsOf({ runs, mornings })), [], defaultLimits).runs,
    rests: () => false,
    modifiersOn: () => modifiers,
    ...more,
  })
}
const three = (week: number) => [0, 2, 4].map((day) => walked(7 * week + day))

describe('the week of the runs (programmes.md 5.9)', () => {
  test('goes on after seven days with good runs at their end, not before and by one week at a time', () => {
    expect(on(6, three(0))).toMatchObject({ week: 1, round: 1, forward: true })
    expect(on(7, three(0))).toMatchObject({ week: 2, round: 1, good: 0, result: null })
    expect(on(28, [0, 1, 2, 3].flatMap(three))).toMatchObject({ week: 4, round: 2, last: true })
  })

  test('is repeated without a run, and with fewer good ones than are needed', () => {
    expect(on(14, [])).toMatchObject({ week: 1, round: 3, result: null })
    expect(on(7, [walked(0)]).week).toBe(1)
    const slow = { modifiersOn: () => ({ ...modifiers, needN: 3 }) }
    expect(on(7, three(0).slice(0, 2), slow).week).toBe(1)
    expect(on(7, three(0), slow).week).toBe(2)
  })

  test.each([
    ['over the limit', { painDuring: 3 }, 'over_limit'],
    ['without a pain score', { painDuring: null }, 'unknown'],
    ['not finished', { finished: false }, 'green'],
    ['not settled', { settle: 'no' }, 'green'],
    ['without the safety question', { safety: null }, 'unknown'],
  ] as const)('is repeated after a last run that was %s', (_, bad, result) => {
    expect(on(7, [walked(0), walked(2), walked(4, bad)])).toMatchObject({
      week: 1,
      round: 2,
      result,
      good: 0,
    })
  })

  test('one run over the limit early in the week does not stop it when enough good ones follow', () => {
    expect(on(7, [walked(0, { painDuring: 3 }), walked(2), walked(4)]).week).toBe(2)
  })

  test('an unknown morning holds it, and it goes on once that was entered', () => {
    expect(on(7, three(0), { noMorning: 5 })).toMatchObject({ week: 1, result: 'unknown' })
    expect(on(7, three(0)).week).toBe(2)
  })

  test('runs on two days in a row do not count, nor another kind of run, nor runs of the week before', () => {
    expect(on(7, [walked(3), walked(4)]).week).toBe(1)
    expect(
      on(
        7,
        three(0).map((one) => ({ ...one, type: 'easy' as const })),
      ).week,
    ).toBe(1)
    expect(on(14, [...three(0), walked(8)])).toMatchObject({ week: 2, round: 2, good: 1 })
  })

  test('another kind of run keeps nobody in a week, unless it asks to hold or a run follows on the next day', () => {
    const between = (day: number, more: Partial<RunEntry> = {}) =>
      on(7, [walked(0), run(monday + day, more), walked(4)]).week
    expect(between(2)).toBe(2)
    expect(between(2, { painDuring: null })).toBe(1)
    expect(between(2, { finished: false })).toBe(1)
    expect(between(3)).toBe(1)
    expect(between(5)).toBe(2)
  })

  test('what is good in the repeated week counts on from the week before', () => {
    expect(on(14, [walked(4), walked(8)]).week).toBe(2)
  })

  test('days paused or blocked do not count, nor runs on them', () => {
    const rests = (day: number) => day >= monday + 5 && day < monday + 12
    expect(on(13, three(0), { rests })).toMatchObject({ week: 1, round: 1 })
    expect(on(14, three(0), { rests })).toMatchObject({ week: 2 })
    expect(on(14, [walked(6), walked(8)], { rests })).toMatchObject({ week: 1, round: 2, good: 0 })
    expect(on(14, [...three(0), walked(8, { painDuring: 6 })], { rests }).week).toBe(1)
  })

  test('a run that was put right or taken back counts as it is now', () => {
    const last = walked(4)
    const runs = [walked(2), last]
    expect(on(7, runs).week).toBe(2)
    expect(on(7, [...runs, walked(4, { supersedes: last.id, painDuring: 4 })]).week).toBe(1)
    expect(on(7, [walked(2), { ...last, withdrawn: true }]).week).toBe(1)
  })

  test('no increase while the physio has to confirm it; what was begun before is not undone', () => {
    const since = (from: number) => ({
      modifiersOn: (day: number) => ({ ...modifiers, runLoadBlocked: day >= monday + from }),
    })
    expect(on(7, three(0), since(6))).toMatchObject({
      week: 1,
      loadHeld: expect.stringContaining('until you confirm it'),
    })
    expect(on(14, [...three(0), ...three(1)], since(7))).toMatchObject({ week: 2, round: 2, forward: false })
    const pregnant = { modifiersOn: () => ({ ...modifiers, pregnancyOrBirth: true }) }
    expect(on(7, three(0), pregnant).week).toBe(1)
  })

  test('is that of the day it is asked for, whatever was run later', () => {
    const runs = [0, 1, 2].flatMap(three)
    expect([6, 7, 14, 20].map((day) => on(day, runs).week)).toEqual([1, 2, 3, 3])
  })
})

const red = { painDuring: 6 }
const over = { painDuring: 3 }

describe('back by r_run_back (programmes.md 3.8)', () => {
  test('on the day after a red run, and after two over the limit in a row', () => {
    const third = [...three(0), ...three(1)]
    expect(on(15, [...third, walked(14, red)])).toMatchObject({ week: 2, cause: 'back', round: 1, good: 0 })
    expect(on(17, [...third, walked(14, over), walked(16)]).week).toBe(3)
    expect(on(17, [...third, walked(14, over), walked(16, over)])).toMatchObject({ week: 2, cause: 'back' })
  })

  test('to a row with less jogging: before the lighter week stands a longer one', () => {
    const fourth = [0, 1, 2].flatMap(three)
    expect(on(21, fourth).week).toBe(4)
    expect(on(22, [...fourth, walked(21, red)]).week).toBe(1)
  })

  test('the row back is a whole week with good runs, then it goes on', () => {
    const runs = [...three(0), walked(8, red)]
    expect(on(9, runs)).toMatchObject({ week: 1, cause: 'back' })
    expect(on(16, [...runs, walked(10)])).toMatchObject({ week: 1, round: 2 })
    expect(on(15, [...runs, walked(10), walked(13)]).week).toBe(1)
    expect(on(16, [...runs, walked(10), walked(13)])).toMatchObject({ week: 2, cause: null })
  })

  test('in the first row a third less, and from there to the whole of it', () => {
    const runs = [walked(0, red)]
    expect(on(1, runs)).toMatchObject({ week: 1, shorter: 'third', cause: 'back' })
    expect(on(8, [...runs, walked(2), walked(5)])).toMatchObject({ week: 1, shorter: null, cause: null })
    expect(on(15, [...runs, walked(2), walked(5), walked(9), walked(12)]).week).toBe(2)
  })

  test('by each run of a day: a calmer one later takes nothing back, two red ones go on to the stop', () => {
    const at = (hour: number) => ({ at: (monday + 7) * 86_400_000 + hour })
    const redThen = (more: object) => [
      ...three(0),
      walked(7, { ...red, ...at(1) }),
      walked(7, { ...more, ...at(2) }),
    ]
    expect(on(8, redThen({}))).toMatchObject({
      week: 1,
      cause: 'back',
      acted: { rule: { id: 'r_run_back' } },
    })
    expect(on(8, redThen(red))).toMatchObject({ week: 0, waits: 'stopped' })
    expect(on(8, redThen({ safety: ['new_injury'] })).waits).toBe('stopped')
    const flagged = [walked(7, { ...at(1), safety: ['new_injury'] }), walked(7, at(2))]
    expect(on(8, [...three(0), ...flagged]).waits).toBe('stopped')
    const overs = [walked(4, over), walked(7, { ...over, ...at(1) }), walked(7, at(2))]
    expect(on(8, [...three(0).slice(0, 2), ...overs])).toMatchObject({ week: 1, shorter: 'third' })
  })

  test('a run in spite of a pause leads back too', () => {
    const rests = (day: number) => day >= monday + 8 && day < monday + 12
    expect(on(10, [...three(0), walked(9, red)], { rests }).week).toBe(1)
  })
})

describe('r_run_stop (programmes.md 3.8)', () => {
  const stop = [...three(0), ...three(1), walked(14, red), walked(17, red)]
  test('no run after a second red one within 14 days of a step back, until a clinician has answered', () => {
    expect(on(17, stop)).toMatchObject({ week: 2, waits: null })
    expect(on(18, stop)).toMatchObject({ week: 0, waits: 'stopped', forward: false })
    expect(on(60, [...stop, walked(30), walked(32), walked(34)])).toMatchObject({ week: 0, waits: 'stopped' })
    const answered = (day: number) => ({
      stopsAnswered: [{ day: monday + day, at: (monday + day) * 86_400_000 + 1 }],
    })
    expect(on(20, stop, answered(16)).waits).toBe('stopped')
    expect(on(20, stop, answered(19))).toMatchObject({ week: 1, waits: null, cause: 'back' })
  })

  test('and after a flagged safety answer; a red run without a step back before it is none', () => {
    expect(on(5, [...three(0).slice(0, 2), walked(4, { safety: ['new_injury'] })]).waits).toBe('stopped')
    expect(on(5, [walked(4, red)]).waits).toBeNull()
  })
})

describe('missed weeks (programmes.md 3.8)', () => {
  const fortnight = [...three(0), ...three(1)]
  test('one: a row back; two and three: two rows back, never below the first', () => {
    // The last run is on day 11, so that day 19 follows seven days without one.
    expect(on(18, fortnight)).toMatchObject({ week: 3, cause: null })
    expect(on(19, fortnight)).toMatchObject({ week: 2, cause: 'missed', missed: 1, round: 1 })
    expect(on(26, fortnight)).toMatchObject({ week: 1, cause: 'missed', missed: 2, shorter: null })
    expect(on(39, fortnight)).toMatchObject({ week: 1, waits: null })
    expect(on(14, [])).toMatchObject({ week: 1, shorter: null })
  })

  test('a pause is missed as well, and a run in it counts from the day on which it was', () => {
    const rests = (day: number) => day >= monday + 12 && day < monday + 20
    expect(on(20, fortnight, { rests })).toMatchObject({ week: 1, cause: 'missed' })
    expect(on(20, [...fortnight, walked(13)], { rests })).toMatchObject({ week: 2, cause: null })
  })

  test('four: no run before new answers to the safety questions, then from the first row', () => {
    expect(on(40, fortnight)).toMatchObject({ week: 0, waits: 'missed', missed: 4 })
    expect(on(44, [...fortnight, walked(42)])).toMatchObject({ week: 0, waits: 'missed' })
    expect(on(44, fortnight, { safetyOn: [monday + 30] }).waits).toBe('missed')
    expect(on(44, fortnight, { safetyOn: [monday + 41] })).toMatchObject({ week: 1, waits: null })
  })

  test('in a later phase the way back leads before its first row: a third less, after four weeks only by the phase', () => {
    const later = { phaseKey: 'prog_beginner_prevention_p2' }
    // No more jogging than in week 4 of the plan, which is one or two weeks earlier; week 3 has more than a third less of week 5.
    expect(on(8, [], later)).toMatchObject({ week: 1, shorter: 'two thirds', cause: 'missed' })
    expect(on(15, [], later)).toMatchObject({ week: 1, shorter: 'two thirds' })
    const sixth = three(0)
    expect(on(12, sixth, later)).toMatchObject({ week: 1, shorter: null, cause: 'missed' })
    expect(on(19, sixth, later)).toMatchObject({ week: 1, shorter: 'two thirds', cause: 'missed' })
    expect(runWeekText(on(19, sixth, later))).toMatch(
      /^Run of week 1, its first third alone, after 2 weeks without a run:/,
    )
    const again = [...sixth, walked(19), walked(21), walked(23)]
    expect(on(26, again, later)).toMatchObject({ week: 1, shorter: 'third', cause: null })
    expect(on(20, [...sixth, walked(19, red)], later)).toMatchObject({
      week: 1,
      shorter: 'two thirds',
      cause: 'back',
    })
    expect(on(40, [], { ...later, safetyOn: [monday + 35] })).toMatchObject({ week: 0, waits: 'missed' })
  })
})

test('which row held when, for what was due', () => {
  const ask = (runs: RunEntry[], today: number) => ({
    phaseKey: 'prog_beginner_prevention_p1',
    items: p1.items,
    amberOk: false,
    startedOn: monday,
    today: monday + today,
    safetyOn: [],
    stopsAnswered: [],
    rests: () => false,
    runs: resultsOf(
      currentLogs(logsOf({ runs, mornings: [...Array(60).keys()].map((day) => morning(monday + day)) })),
      [],
      defaultLimits,
    ).runs,
    modifiersOn: () => modifiers,
  })
  const days = (rows: readonly { from: number; week: number }[]) =>
    rows.map(({ from, week }) => [from - monday, week])
  expect(days(runRowsOf(ask([...three(0), walked(8, red)], 20)))).toEqual([
    [0, 1],
    [7, 2],
    [9, 1],
  ])
  expect(days(runRowsOf(ask([], 40)))).toEqual([
    [0, 1],
    [29, 0],
  ])
})

describe('what the rules say of a run', () => {
  const said = (day: number, runs: RunEntry[]) => adviseRunWeek(on(day, runs))
  test('that running stops asks for an answer; a step back and a repeated run are noted', () => {
    const stop = [...three(0), ...three(1), walked(14, red), walked(17, red)]
    expect(said(18, stop)).toMatchObject({ ruleId: 'r_run_stop', change: { kind: 'pause_running' } })
    expect(said(15, stop.slice(0, 7))).toMatchObject({
      ruleId: 'r_run_back',
      advice: 'regress',
      change: { kind: 'none' },
      text: 'Run of week 2, at least twice',
    })
    expect(said(9, [...three(0), walked(8, over)])).toMatchObject({ ruleId: 'r_run_hold', advice: 'hold' })
    expect(said(3, [walked(0), walked(2)])).toBeNull()
    expect(said(3, [])).toBeNull()
  })

  test('that good runs lead no further yet, and what to ask, as by the stages', () => {
    const held = { ...modifiers, pregnancyOrBirth: true, notKnown: ['pregnancy' as const] }
    const good = on(7, three(0), { modifiersOn: () => held })
    const ask = 'no increase of running load until you have asked about pregnancy or a recent birth'
    expect(adviseRunWeek(good)).toMatchObject({
      ruleId: 'r_run_forward',
      advice: 'hold',
      change: { kind: 'none' },
      text: `Run of week 1 again: ${ask}`,
      sentence: expect.stringContaining('Your runs went well'),
    })
    expect(runWeekText(good)).toContain(`; ${ask}`)
    const last = on(28, [0, 1, 2, 3].flatMap(three), {
      modifiersOn: (day) => (day < monday + 27 ? modifiers : held),
    })
    expect(adviseRunWeek(last)).toBeNull()
  })
})

describe('what belongs to a week', () => {
  const notes = (phase: typeof p1, week: number, runWeek: number | null) =>
    phase.items
      .filter((item) => dueInPlan(phase, item, { week, runWeek }))
      .map(({ exerciseId, note }) => note ?? exerciseId)

  test('runs follow the runs, exercises the calendar, and nothing comes before its row', () => {
    expect(notes(p1, 3, 1)).toEqual(
      expect.arrayContaining(['6 times: jog 1 min, walk 3 min', 'ex_quad_box_squat']),
    )
    expect(notes(p1, 3, 1)).not.toContain('7 times: jog 1.5 min, walk 2 min')
    expect(notes(p1, 1, 3)).toContain('6 times: jog 1 min, walk 3 min')
  })

  test('the last week is repeated until the phase is left; in other programs the calendar goes on', () => {
    expect(notes(p1, 9, 4)).toEqual(notes(p1, 4, 4))
    expect(notes(p3, 9, 1)).toContain('3 times: jog 8 min, walk 1 min')
    expect(calendarRow({ key: 'prog_pfp_late_p1', items: p1.items }, 9)).toBe(9)
  })
})

describe('what is said', () => {
  const told = (n: number, runs: RunEntry[], more?: More) => againSentence(on(n, runs, more))

  test('to the patient: only in a repeated week, in a sentence without a number or a color', () => {
    expect(told(7, three(0))).toBeNull()
    expect(told(7, [])).toContain('log each run')
    expect(told(7, three(0), { noMorning: 5 })).toContain('the morning after each run')
    expect(told(7, [walked(4, { painDuring: 3 })])).toContain('good runs in a row')
    expect(told(34, [0, 1, 2, 3, 4].flatMap(three))).toContain('your physio')
    for (const runs of [[], [walked(4, { painDuring: 3 })]])
      expect(told(7, runs)).toMatch(/^This week's run again: [^\d]*$/)
  })

  test('to the patient of an easier run, and of none, in a sentence as well', () => {
    expect(told(1, [walked(0, red)])).toContain('last third')
    expect(told(15, [...three(0), ...three(1), walked(14, red)])).toContain('easier one')
    expect(told(19, [...three(0), ...three(1)])).toContain('not run for a while')
    expect(told(40, [])).toContain('please wait')
    const stopped = told(18, [...three(0), ...three(1), walked(14, red), walked(17, red)])
    expect(stopped).toContain('No run is planned')
    for (const text of [told(1, [walked(0, red)]), told(40, []), stopped]) expect(text).not.toMatch(/\d/)
  })

  test('to the team: which week, how often, and what it rests on', () => {
    expect(runWeekText(on(7, [walked(2), walked(4, { painDuring: 3 })]))).toBe(
      'Run of week 1, repeated (week 2 of this run): 0 of 2 good runs in a row, last run over the limit',
    )
    expect(runWeekText(on(7, three(0)))).toBe(
      'Run of week 2: 0 of 2 good runs in a row, no run recorded in it',
    )
    expect(runWeekText(on(1, [walked(0, red)]))).toMatch(
      /^Run of week 1 without its last third, one step back after a run: /,
    )
    expect(runWeekText(on(19, [...three(0), ...three(1)]))).toContain('after 1 week without a run')
    expect(runWeekText(on(40, []))).toContain('ask the safety questions anew')
  })
})

test('the next phase of the plan waits for its last week, and for good runs in it', () => {
  const values = new Map<string, RuleValue>(
    Object.entries({
      ind_week_runs_ok: 'yes',
      ind_morning_breaches_7d: 0,
      ind_adherence_pct: 90,
      ind_red_last3: 0,
      unresolved_level: 'none',
      block_level: 'none',
    }),
  )
  const to = { key: 'prog_beginner_prevention_p2', name: 'Weeks 5 to 8' }
  const state = (n: number, runs: RunEntry[]) =>
    advisePhase('prog_beginner_prevention_p1', to, values, 'left', defaultLimits, on(n, runs)).state
  expect(state(27, [0, 1, 2, 3].flatMap(three))).toBe('ready')
  expect(state(27, three(3))).toBe('not_yet')
  expect(state(27, [0, 1, 2].flatMap(three))).toBe('not_yet')
})
