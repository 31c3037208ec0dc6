import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { bandBackNote } from '#lib/programs/progression/ladder/rules.ts'
import { waitDays } from '#lib/programs/progression/missed/days/rules.ts'
import {
  type Last,
  missedBefore,
  missedRuns,
  startAgain,
  weeksMissed,
} from '#lib/programs/progression/missed/rules.ts'
import { decide } from '#lib/programs/progression/rules.ts'
import { waitsOn } from '#lib/programs/progression/waiting/rules.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import type { Amount, ExerciseEntry, RunEntry } from '#lib/tracking/results/schema.ts'
import { exercise, input, logsOf, monday, morning, run } from '../../review/logs.ts'

const today = monday + 20
type Done = ExerciseEntry['done']
const dose = (more: Partial<Done> = {}): Done => ({
  sets: 3,
  reps: 15,
  holdSeconds: null,
  minutes: null,
  loadKg: null,
  ...more,
})
type Present = { dose: Amount; base?: Amount; loadSteps?: number; becameOn?: number }

/** What is said of one exercise whose newest session was at `done`, now that the present dose is another one. */
function doneAt(done: Done, present: Present, more: Partial<ExerciseEntry> = {}) {
  const at = { done, prescribed: { ...done, rpeMax: null } }
  const exercises = [exercise(today - 4, at), exercise(today - 2, { ...at, ...more })]
  return decided({ exercises }, present)
}

function decided(
  some: { exercises?: ExerciseEntry[]; runs?: RunEntry[] },
  present: Present,
  stage: number | null = null,
  of: { exerciseId?: string; from?: number } = {},
) {
  const mornings = [...Array(22).keys()].map((n) => morning(monday - 1 + n))
  const item = {
    key: 'calf',
    exerciseId: 'ex_calf_raise_double',
    since: today - 1,
    becameOn: monday,
    loweredOn: null,
    base: dose(),
    loadSteps: 0,
    ...present,
    ...of,
  }
  return decide({
    input: input(today, {
      logs: logsOf({ ...some, mornings }),
      phase: {
        key: 'p1',
        name: 'First',
        weeksMax: 4,
        startedOn: monday,
        params: {},
        amberOk: false,
        items: [item],
      } as never,
      stages: stage === null ? null : [{ stage, from: of.from ?? today - 1, at: null }],
    }),
    values: new Map<string, RuleValue>([['medical_conditions', ['none']]]),
    equipment: [],
    atClinic: false,
    backs: [],
    runWeek: null,
    stopsAnswered: [],
  })
}

describe('a session at an earlier dose', () => {
  test('says nothing once the step that it led to is taken, up or down', () => {
    expect(doneAt(dose(), { dose: dose({ reps: 17 }) })).toEqual([])
    expect(doneAt(dose(), { dose: dose({ reps: 17 }) }, { painDuring: 4 })).toEqual([])
    for (const result of [{ painDuring: 7 }, { painDuring: 4, limit: 3 }])
      expect(doneAt(dose(), { dose: dose({ sets: 2 }) }, result)).toEqual([])
  })

  test('takes the step up back when it turns out to have been too much', () => {
    for (const result of [{ painDuring: 7 }, { painDuring: 4, limit: 3 }]) {
      const [found] = doneAt(dose(), { dose: dose({ reps: 17 }) }, result)
      expect(found?.decision).toMatchObject({
        ruleId: 'r_ex_regress_dose',
        advice: 'regress',
        change: { from: dose({ reps: 17 }), to: dose({ sets: 2 }) },
        text: 'Back to the dose of the last session, and 2 sets instead of 3',
      })
    }
  })

  test('also after the next band or more load, which begin with fewer repetitions', () => {
    const top = dose({ reps: 19 })
    const band = { dose: dose(), loadSteps: 1 }
    const back = doneAt(top, band, { painDuring: 7 })[0]?.decision
    expect(back).toMatchObject({
      change: { to: dose({ sets: 2, reps: 19 }), note: bandBackNote, lowersLoad: true },
      text: 'Back to the load and the dose of the last session, and 2 sets instead of 3',
      sentence: expect.stringContaining('so the lighter load of before and one set less next time'),
    })
    const single = { ...band, dose: dose({ sets: 1 }) }
    expect(doneAt(dose({ sets: 1, reps: 19 }), single, { painDuring: 7 })[0]?.decision?.change).toMatchObject(
      {
        note: `${bandBackNote}. Smaller range of movement`,
      },
    )
    const heavy = { dose: dose({ loadKg: 22 }), base: dose({ loadKg: 20 }), loadSteps: 1 }
    const light = dose({ reps: 19, loadKg: 20 })
    expect(doneAt(light, heavy, { painDuring: 7 })[0]?.decision?.change).toMatchObject({
      to: { ...light, sets: 2 },
      note: null,
      lowersLoad: true,
    })
  })
})

test('an exercise that comes back is judged by what was done since', () => {
  const red = [today - 9, today - 7].map((day) => exercise(day, { painDuring: 7 }))
  const said = (becameOn: number, ...since: ExerciseEntry[]) =>
    decided({ exercises: [...red, ...since] }, { dose: dose(), becameOn })[0]?.decision
  const calm = exercise(today - 1)
  expect(said(monday, calm)).toMatchObject({ ruleId: 'r_ex_regress_swap' })
  expect(said(today - 2)).toBeUndefined()
  expect(said(today - 2, calm)).toBeNull()
  expect(said(today - 2, exercise(today, { painDuring: 7 }))).toMatchObject({ ruleId: 'r_ex_regress_dose' })
})

test('where a phase has an exercise twice, each item goes by its own sessions', () => {
  const mornings = [...Array(22).keys()].map((n) => morning(monday - 1 + n))
  const item = (key: string) => ({
    key,
    exerciseId: 'ex_calf_raise_double',
    since: monday,
    becameOn: monday,
    loweredOn: null,
    dose: dose(),
    base: dose(),
    loadSteps: 0,
  })
  const said = (exercises: ExerciseEntry[]) =>
    decide({
      input: input(today, {
        logs: logsOf({ exercises, mornings }),
        phase: {
          key: 'p1',
          name: 'First',
          weeksMax: 4,
          startedOn: monday,
          params: {},
          amberOk: false,
          items: [item('morning'), item('evening')],
        } as never,
      }),
      values: new Map<string, RuleValue>([['medical_conditions', ['none']]]),
      equipment: [],
      atClinic: false,
      backs: [],
      runWeek: null,
      stopsAnswered: [],
    }).map(({ subject, decision }) => [subject, decision?.ruleId])
  expect(
    said([
      exercise(today - 4, { itemKey: 'morning', painDuring: 7 }),
      exercise(today - 3, { itemKey: 'evening' }),
    ]),
  ).toEqual([
    ['morning', 'r_ex_regress_dose'],
    ['evening', undefined],
  ])
  // Of an earlier phase they count for both.
  expect(said([exercise(today - 4, { itemKey: 'before', painDuring: 7 })])).toEqual([
    ['morning', 'r_ex_regress_dose'],
    ['evening', 'r_ex_regress_dose'],
  ])
})

test('runs outside the stage table have their rules, too: three red ones stop running', () => {
  const runs = [7, 7, 8].map((painDuring, n) => run(today - 6 + 2 * n, { painDuring }))
  expect(decided({ runs }, { dose: dose() })).toMatchObject([
    { subject: 'run', decision: { ruleId: 'r_run_stop', change: { kind: 'pause_running' } } },
  ])
})

describe('a run of an earlier stage', () => {
  const at = (stage: number, ...several: Partial<RunEntry>[]) => {
    const runs = several.map((more, n) =>
      run(today - 2 * (several.length - n), { type: 'walk_run', stage: 4, settle: 'yes', ...more }),
    )
    return decided({ runs }, { dose: dose() }, stage)
  }
  test('takes the stage back when it turns out red, and has had its say otherwise', () => {
    // One stage back is counted from the run that was red, not from the step that came too soon.
    expect(at(5, { painDuring: 7 })[0]?.decision).toMatchObject({
      ruleId: 'r_run_back',
      change: { kind: 'stage', from: 5, to: 3 },
    })
    expect(at(4, { painDuring: 7 })[0]?.decision?.change).toMatchObject({ from: 4, to: 3 })
    expect(at(5, {})).toEqual([])
    const over = { painDuring: 3 }
    expect(at(5, over, over)[0]?.decision).toMatchObject({ ruleId: 'r_run_back', change: { to: 3 } })
    expect(at(5, {}, over)).toEqual([])
    expect(at(3, { painDuring: 7 })).toEqual([])
  })
})

test('a run that was entered as an exercise of a session is no exercise to make smaller', () => {
  const done = { ...dose({ sets: 1, reps: null, minutes: 24 }), rpeMax: null }
  const entry = { done, prescribed: done, exerciseId: 'ex_rtr_walk_run', limit: 2, painDuring: 4 }
  const present = { dose: done, base: done }
  const exercises = [exercise(today - 3, entry)]
  expect(decided({ exercises }, present, null, { exerciseId: 'ex_rtr_walk_run' })).toEqual([])
})

describe('the 30-minute walk, stage 0, entered in a session (3.8)', () => {
  const walk = { ...dose({ sets: 1, reps: null, minutes: 30 }), rpeMax: null }
  const walked = (day: number, more: Partial<ExerciseEntry> = {}) =>
    exercise(day, {
      exerciseId: 'ex_rtr_walk30',
      done: walk,
      prescribed: walk,
      painAfter: 0,
      limit: 2,
      ...more,
    })
  const said = (...exercises: ExerciseEntry[]) =>
    decided({ exercises }, { dose: walk, base: walk }, 0, { exerciseId: 'ex_rtr_walk30', from: monday })
  const then = (more: Partial<ExerciseEntry>) =>
    said(walked(today - 7), walked(today - 5), walked(today - 3, more))[0]?.decision?.ruleId ?? null

  test('leads to stage 1 after as many good ones as a run needs, and is advised on once', () => {
    const advised = said(walked(today - 7), walked(today - 5), walked(today - 3))
    expect(advised.map(({ subject }) => subject)).toEqual(['run'])
    expect(advised[0]?.decision).toMatchObject({
      ruleId: 'r_run_forward',
      change: { kind: 'stage', from: 0, to: 1 },
    })
    expect(said(walked(today - 5), walked(today - 3))[0]?.decision ?? null).toBeNull()
    expect(said(walked(today - 7), walked(today - 4), walked(today - 3))[0]?.decision ?? null).toBeNull()
  })
  test('is repeated when it was too short, hurt too much or longer than an hour; not known is no good one', () => {
    expect(then({ done: { ...walk, minutes: 20 } })).toBe('r_run_hold')
    expect(then({ painDuring: 3 })).toBe('r_run_hold')
    expect(then({ painAfter: 2 })).toBe('r_run_hold')
    expect(then({ painAfter: null })).toBeNull()
    expect(then({ painDuring: 7 })).toBe('r_run_back')
  })
  test('counts beside one that was entered as a run, and no week with it is missed', () => {
    const runs = [run(today - 5, { type: 'walk_run', stage: 0, settle: 'yes' })]
    const [both] = decided({ runs, exercises: [walked(today - 7), walked(today - 3)] }, { dose: walk }, 0, {
      from: monday,
    })
    expect(both?.decision?.ruleId).toBe('r_run_forward')
    const missed = (stage: number) =>
      weeksMissed(
        input(today, {
          logs: logsOf({ exercises: [walked(today - 3)] }),
          stages: [{ stage, from: monday }],
        }),
      )
    expect([missed(0), missed(1)]).toEqual([0, 2])
  })
})

test('of the stage after missed weeks and that of a run since, the lower one waits (3.8)', () => {
  const stage = (to: number) => ({ kind: 'stage', from: 6, to })
  const open = { state: 'open', advice: 'regress', createdAt: new Date(), inputs: [], ruleId: 'r_run_missed' }
  const back = (to: number) => ({ advice: 'regress', ruleId: 'r_run_back', change: stage(to) })
  const waits = (decision: object) =>
    waitsOn({ ...open, change: stage(2) }, { subject: 'run', newestAt: 0, decision: decision as never })
  expect([waits(back(5)), waits(back(2)), waits(back(1))]).toEqual([true, true, false])
  expect(waits({ advice: 'regress', ruleId: 'r_run_missed', change: stage(1) })).toBe(false)
  expect(waits({ advice: 'stop', ruleId: 'r_run_stop', change: { kind: 'pause_running' } })).toBe(false)
})

describe('the run to begin with where runs go by their distance (6.3)', () => {
  const day = monday + 100
  const of = (told: Record<string, RuleValue>, more: Partial<Parameters<typeof weeksMissed>[0]> = {}) => ({
    answers: new Map(Object.entries(told)) as RuleValues,
    input: {
      ...input(day, { ...more, distanceFrom: more.distanceFrom ?? day }),
      forms: [{ submittedOn: day - 71 }] as never,
      course: { ...input(day).course, plan: { activatedOn: day - 71 } } as never,
    },
  })
  const begin = (...asked: Parameters<typeof of>) => startAgain(of(...asked), defaultLimits)
  test('is that of the weeks since the answers, on the first day of the phase as well', () => {
    const reduced = { running_status: 'reduced', run_pain_onset_min: 18 }
    expect(begin(reduced)).toEqual({ stage: 2, weeks: 10, stopped: 10 })
    expect(begin({ running_status: 'stopped', stopped_weeks: 3 })).toMatchObject({ stage: 1, weeks: 13 })
    expect(begin({ ...reduced, run_pain_onset_min: 0 }).stage).toBe(1)
    const logs = logsOf({ runs: [run(day - 3)] })
    expect(begin(reduced, { logs })).toEqual({ stage: 7, weeks: 0, stopped: null })
  })
  test('stays as it was when she was let begin again, until she runs', () => {
    const logs = logsOf({ runs: [run(day - 70)] })
    const more = { logs, distanceFrom: day - 71 }
    const told = { running_status: 'full' }
    expect(missedRuns(of(told, more), defaultLimits)).toMatchObject({ weeks: 9, stage: 2 })
    expect(begin(told, { ...more, begunAgain: [day] }).stage).toBe(2)
    const later = logsOf({ runs: [run(day - 90)] })
    const waits = { logs: later, distanceFrom: day - 99, begunAgain: [day - 20] }
    expect(begin(told, waits)).toMatchObject({ stage: 2, weeks: 9 })
    expect(missedRuns(of(told, waits), defaultLimits)).toBeNull()
  })
  test('does not wait while she runs by another program', () => {
    const distanceFrom = day - 50
    expect(weeksMissed(of({}, { distanceFrom }).input)).toBe(7)
    const ran = (minutes: number) => ({ ranElsewhere: [25, 5].map((n) => ({ day: day - n, minutes })) })
    expect(weeksMissed(of({}, { distanceFrom, ...ran(0) }).input)).toBe(0)
    const stages = [{ stage: 3, from: distanceFrom }]
    // As long without walking as the jogging of the stage, which is 18 minutes.
    expect(weeksMissed(of({}, { stages, ...ran(18) }).input)).toBe(0)
    for (const minutes of [0, 17]) expect(weeksMissed(of({}, { stages, ...ran(minutes) }).input)).toBe(7)
    const again = [run(day - 45), run(day, { day })]
    expect(missedBefore(of({}, { stages, ...ran(18), logs: logsOf({ runs: again }) }), again)).toBeNull()
    expect(missedBefore(of({}, { stages, logs: logsOf({ runs: again }) }), again)).toMatchObject({ weeks: 6 })
  })
  test('waits from four weeks on, the day that ends it among them, whatever ends it', () => {
    const waits = (more: Partial<Last>) =>
      waitDays({ today: day, logs: logsOf({}), stages: null, distanceFrom: null, ...more }, day - 20).map(
        ({ from, to }) => [day - from, to === null ? null : day - to],
      )
    const stages = [{ stage: 3, from: day - 99 }]
    const ranOn = (...ago: number[]) => logsOf({ runs: ago.map((n) => run(day - n)) })
    expect(waits({})).toEqual([])
    for (const of of [{ stages }, { distanceFrom: day - 99 }]) {
      expect(waits({ ...of, logs: ranOn(80, 60, 35) })).toEqual([[6, 0]])
      // A run in spite of it ends no wait, however many there are.
      expect(waits({ ...of, logs: ranOn(80, 60, 45, 10, 8) })).toEqual([[16, 0]])
      expect(waits({ ...of, logs: ranOn(80, 60, 45, 10), begunAgain: [day - 9] })).toEqual([[16, 9]])
      expect(waits({ ...of, logs: ranOn(80, 60, 45), begunAgain: [day - 12] })).toEqual([[16, 12]])
      // A second answer does not undo what the first one let begin again.
      expect(waits({ ...of, logs: ranOn(75), begunAgain: [day - 44, day - 4] })).toEqual([[15, 4]])
      expect(waits({ ...of, logs: ranOn(80, 55, 28) })).toEqual([])
      // The days before what was read say whether the first run after them came in spite of a wait, and theirs themselves.
      const read = (...ago: number[]) => ({
        readFrom: {
          runs: day - 66,
          sessions: day - 30,
          walkedOn: [],
          ranOn: ago.map((n) => day - n).toSorted((a, b) => a - b),
        },
      })
      expect(waits({ ...of, logs: ranOn(28), ...read() })).toEqual([[20, 0]])
      expect(waits({ ...of, logs: ranOn(40, 33, 26, 20), ...read(75) })).toEqual([[20, 0]])
      expect(waits({ ...of, logs: ranOn(45, 40, 33, 26, 20), ...read(75, 70) })).toEqual([])
      expect(waits({ ...of, logs: ranOn(45, 40, 33, 26, 20), ...read(99, 70) })).toEqual([[20, 0]])
      const elsewhere = { logs: ranOn(40, 33, 26, 20), ranElsewhere: [{ day: day - 65, minutes: 40 }] }
      expect(waits({ ...of, ...elsewhere, ...read(90) })).toEqual([])
      expect(waits({ ...of, ...elsewhere, ...read(99) })).toEqual([[20, 0]])
    }
    // Walks are the runs of stage 0, and of no other.
    const walks = logsOf({
      exercises: [80, 55, 28, 9].map((n) => exercise(day - n, { exerciseId: 'ex_rtr_walk30' })),
    })
    expect(waits({ stages: [{ stage: 0, from: day - 99 }], logs: walks })).toEqual([])
    expect(waits({ stages, logs: walks })).toEqual([[20, 0]])
    const walked = (...ago: number[]) => ({
      stages: [{ stage: 0, from: day - 99 }],
      readFrom: { runs: day - 66, sessions: day - 30, ranOn: [], walkedOn: ago.map((n) => day - n) },
      logs: logsOf({ exercises: [exercise(day - 5, { exerciseId: 'ex_rtr_walk30' })] }),
    })
    expect(waits(walked(80, 60))).toEqual([[20, 0]])
    expect(waits(walked(80, 56, 32))).toEqual([])
  })
})
