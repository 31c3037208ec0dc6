import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseAlertFindings, logOfWindow } from '#lib/alerts/evaluation/rules.ts'
import type { EntryFacts } from '#lib/alerts/evaluation/schema.ts'
import { defaultAlertLimits } from '#lib/alerts/findings/rules.ts'
import { severities } from '#lib/alerts/schema.ts'
import { isoDay } from '#lib/dates.ts'
import type { BatchCase } from '#lib/review/indicators/batch/rules.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import type { IndicatorInput, PresentItem } from '#lib/review/indicators/schema.ts'
import type { Course } from '#lib/tracking/progress/course/schema.ts'
import type { ExerciseEntry, Logs } from '#lib/tracking/results/schema.ts'
import {
  calf,
  courseFrom,
  exercise,
  input as inputOf,
  logsOf,
  monday,
  morning,
  pain,
  run,
} from '#tests/unit/review/logs.ts'

const caseOf = (logs: Partial<Logs>, more: Partial<IndicatorInput> = {}): BatchCase => {
  const input = inputOf(monday, { logs: logsOf(logs), ...more })
  return {
    caseId: 'case',
    patientId: 'patient',
    today: isoDay(monday),
    input,
    items: [calf],
    swellingAtStart: 'none',
    flagsOverdue: [],
    flagsByLimits: [],
    sessionOf: new Map(input.logs.exercises.map(({ id }) => [id, `session of ${id}`])),
  }
}
const night = (logs: Partial<Logs>, more?: Partial<IndicatorInput>) =>
  caseAlertFindings(caseOf(logs, more), null, defaultAlertLimits, null).findings
const of = (id: string, findings: ReturnType<typeof night>) => {
  const found = findings.find(({ alertId }) => alertId === id)
  if (!found) throw new Error(id)
  return found
}
const facts = (more: Partial<EntryFacts>): EntryFacts => ({
  id: 'entry',
  kind: 'session',
  day: monday,
  log: {},
  ...more,
})
const atEntry = (logs: Partial<Logs>, entry: EntryFacts) =>
  caseAlertFindings(caseOf(logs), null, defaultAlertLimits, entry)

describe('by night', () => {
  it('the entries of the last 7 days count, and none older', () => {
    expect(of('al_pain_severe', night({ pains: [pain(monday - 6, 9)] })).severity).toBe('urgent')
    expect(of('al_pain_severe', night({ pains: [pain(monday - 7, 9), pain(monday, 2)] })).truth).toBe('N')
    expect(
      of('al_swelling', night({ mornings: [morning(monday - 2, 1, { swelling: 'clear' })] })).truth,
    ).toBe('T')
    expect(
      of('al_red_flag', night({ mornings: [morning(monday, 1, { safety: ['new_injury'] })] })).truth,
    ).toBe('T')
    expect(of('al_red_flag', night({ mornings: [morning(monday)] })).truth).toBe('F')
  })

  it('nothing is said of an entry when there is none', () => {
    const input = inputOf(monday, { logs: logsOf({ pains: [pain(monday - 9, 9)] }) })
    expect(logOfWindow(indicatorsOf(input), input.logs, input.limits)).toBeNull()
    for (const id of ['al_red_flag', 'al_pain_severe', 'al_session_spike'])
      expect(of(id, night({})).truth).toBe('N')
  })

  it('the worked example of one long run is to be watched; it is two thirds longer at most', () => {
    const runs = (km: number) => night({ runs: [run(monday - 20, { km: 8 }), run(monday - 1, { km })] })
    expect(of('al_session_spike', runs(11))).toMatchObject({ severity: 'watch' })
    expect(of('al_session_spike', runs(8.8)).truth).toBe('F')
  })

  it('runs that wait after four weeks are told, in the first ten weeks of running while their rows say so', () => {
    const phase = (key: string) => ({ key, startedOn: monday - 60, weeksMax: 4, amberOk: false, items: [] })
    const rows = (week: number, more: Partial<Course> = {}) => ({
      phase: phase('prog_beginner_prevention_p1'),
      course: courseFrom(monday - 60, [], { runRows: [{ from: monday - 9, week }], ...more }),
    })
    const told = (more: Partial<IndicatorInput>, runs = [run(monday - 38)]) =>
      of('al_run_waits', night({ runs }, more))
    expect(told(rows(0))).toMatchObject({ truth: 'T', severity: 'act', inputs: { run_missed_weeks: 5 } })
    expect(told(rows(1)).truth).toBe('F')
    expect(told(rows(0, { runStops: [{ from: monday - 9, to: null }] })).truth).toBe('F')
    // A run meanwhile ends none of it.
    expect(told(rows(0), [run(monday - 38), run(monday - 2)])).toMatchObject({
      truth: 'T',
      inputs: { run_missed_weeks: 4 },
    })
    const staged = { phase: phase('p1'), stages: [{ stage: 3, from: monday - 60 }] }
    expect(told(staged).truth).toBe('T')
    const byDistance = { phase: phase('p1'), distanceFrom: monday - 60 }
    expect(told(byDistance).truth).toBe('T')
    const stop = courseFrom(monday - 60, [], { runStops: [{ from: monday - 9, to: null }] })
    for (const kind of [staged, byDistance]) expect(told({ ...kind, course: stop }).truth).toBe('F')
    expect(
      told({ ...staged, course: courseFrom(monday - 60, [], { paused: [{ from: monday - 1, to: null }] }) })
        .truth,
    ).toBe('F')
  })

  it('two red results of one exercise are too much', () => {
    const red = (day: number) => exercise(day, { painDuring: 7 })
    expect(of('al_pain_high', night({ exercises: [red(monday - 5), red(monday - 1)] })).severity).toBe('act')
    expect(of('al_pain_high', night({ exercises: [red(monday - 5), exercise(monday - 1)] })).truth).toBe('F')
    const before = [red(monday - 20), red(monday - 14)]
    const said = (items: readonly PresentItem[], ...since: ExerciseEntry[]) => {
      const one = { ...caseOf({ exercises: [...before, ...since] }), items }
      return of('al_pain_high', caseAlertFindings(one, null, defaultAlertLimits, null).findings).truth
    }
    const back = { ...calf, becameOn: monday - 10 }
    const less = { ...calf, loweredOn: monday - 10 }
    expect(said([calf])).toBe('T')
    expect(said([])).not.toBe('T')
    expect(said([{ ...calf, exerciseId: 'ex_calf_raise_single' }])).not.toBe('T')
    expect([said([back]), said([back], red(monday - 8))]).not.toContain('T')
    expect(said([less])).not.toBe('T')
    expect([said([less], red(monday - 8)), said([less, back], exercise(monday - 8))]).toEqual(['T', 'T'])
  })
})

describe('at an entry', () => {
  it('only the entry itself is asked about, whatever lies in the week', () => {
    const logs = { pains: [pain(monday - 1, 9)] }
    const calm = atEntry(logs, facts({ log: { max_pain: 2, log_safety: ['none'] } }))
    expect(of('al_pain_severe', calm.findings).truth).toBe('N')
    const severe = atEntry(logs, facts({ kind: 'pain', log: { day_worst_pain: 8 } }))
    expect(of('al_pain_severe', severe.findings)).toMatchObject({
      severity: 'urgent',
      inputs: { day_worst_pain: 8 },
    })
  })

  it('three nights of pain are a red flag of the third; a quiet entry of that week brings no news of it', () => {
    const nights = [monday - 4, monday - 2, monday].map((day) =>
      morning(day, 1, { safety: ['night_pain_constant'] }),
    )
    const told = (safety: string[] | undefined, mornings = nights) =>
      atEntry({ mornings }, facts({ kind: 'morning', log: safety ? { log_safety: safety } : {} }))
    const redFlag = (...args: Parameters<typeof told>) => {
      const { findings, partOf } = told(...args)
      return [of('al_red_flag', findings).truth, partOf('al_red_flag')]
    }
    expect(redFlag(['night_pain_constant'])).toEqual(['T', true])
    expect(redFlag(['none'])).toEqual(['T', false])
    expect(redFlag(['night_pain_constant'], nights.slice(1))).toEqual(['F', true])
    expect(redFlag(undefined, [])).toEqual(['N', false])
    expect(of('al_red_flag', night({ mornings: nights })).truth).toBe('T')
  })

  it('of what it puts right only what became dangerous is said, however long ago it was', () => {
    const says = (id: string, log: EntryFacts['log'], before: EntryFacts['log']) =>
      of(id, atEntry({}, facts({ log, before })).findings).truth === 'T'
    expect(says('al_pain_severe', { max_pain: 8 }, { max_pain: 9 })).toBe(false)
    expect(says('al_pain_severe', { max_pain: 8 }, { max_pain: 7 })).toBe(true)
    expect(says('al_pain_severe', { morning_pain: 9 }, { max_pain: 9, morning_pain: 9 })).toBe(false)
    const said = (...log_safety: string[]) => ({ log_safety })
    expect(says('al_red_flag', said('calf_swollen'), said('calf_swollen'))).toBe(false)
    expect(says('al_red_flag', said('calf_swollen', 'foot_drop'), said('calf_swollen'))).toBe(true)
    expect(says('al_red_flag', said('calf_swollen'), said('none'))).toBe(true)
    expect(says('al_red_flag', said('new_injury'), said('new_injury'))).toBe(false)
    expect(says('al_red_flag', said('new_injury'), said('none'))).toBe(true)
    expect(says('al_red_flag', said('new_injury', 'foot_drop'), said('new_injury'))).toBe(true)
    const swelling = (morning_swelling: string) => ({ morning_swelling })
    const ill = said('fever_unwell')
    const hot = atEntry(
      {},
      facts({ log: { ...ill, ...swelling('clear') }, before: { ...ill, ...swelling('none') } }),
    )
    expect(hot.partOf('al_red_flag')).toBe(true)
    expect(says('al_swelling', swelling('clear'), swelling('clear'))).toBe(false)
    expect(says('al_swelling', swelling('clear'), swelling('mild'))).toBe(true)
    const less = facts({ log: { ...ill, ...swelling('mild') }, before: { ...ill, ...swelling('clear') } })
    expect(atEntry({}, less).partOf('al_red_flag')).toBe(false)
    expect(atEntry({}, less).partOf('al_swelling')).toBe(false)
  })

  it('knows whether the entry has a part in it', () => {
    const red = exercise(monday, { painDuring: 7 })
    const calm = exercise(monday - 1)
    const logs = { exercises: [exercise(monday - 3, { painDuring: 7 }), calm, red] }
    const part = (id: string) => atEntry(logs, facts({ id: `session of ${id}` })).partOf('al_pain_high')
    expect([part(red.id), part(calm.id)]).toEqual([true, false])
    const swollen = facts({ kind: 'morning', log: { morning_swelling: 'mild' } })
    expect(atEntry(logs, swollen).partOf('al_swelling')).toBe(true)
    expect(atEntry(logs, facts({})).partOf('al_swelling')).toBe(false)
    expect(caseAlertFindings(caseOf(logs), null, defaultAlertLimits, null).partOf('al_pain_severe')).toBe(
      false,
    )
  })
})

const day = fc.integer({ min: monday - 27, max: monday })
const score = fc.integer({ min: 0, max: 10 })
const drawn = fc.record({
  exercises: fc.array(
    fc.tuple(day, score).map(([at, painDuring]) => exercise(at, { painDuring })),
    { maxLength: 20 },
  ),
  runs: fc.array(
    fc.tuple(day, score).map(([at, painDuring]) => run(at, { painDuring })),
    { maxLength: 10 },
  ),
  mornings: fc.array(
    fc.tuple(day, score).map(([at, value]) => morning(at, value)),
    { maxLength: 20 },
  ),
  pains: fc.array(
    fc.tuple(day, score).map(([at, value]) => pain(at, value)),
    { maxLength: 20 },
  ),
})
const grade = (severity: string | null) => (severity === null ? 9 : severities.indexOf(severity as never))

describe('whatever was logged', () => {
  it('the order of the entries does not matter', () => {
    fc.assert(
      fc.property(drawn, (logs) => {
        const turned = Object.fromEntries(
          Object.entries(logs).map(([kind, list]) => [kind, [...list].reverse()]),
        )
        expect(night(turned)).toEqual(night(logs))
      }),
      { numRuns: 60 },
    )
  })

  it('more pain in the newest session never makes what is about the session less grave', () => {
    fc.assert(
      fc.property(drawn, score, score, (logs, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)]
        const said = (value: number) =>
          night({
            ...logs,
            exercises: [...logs.exercises, exercise(monday, { id: 'newest', painDuring: value })],
          })
        const [before, after] = [said(less), said(more)]
        for (const id of ['al_pain_severe', 'al_pain_high', 'al_red_flag'])
          expect(grade(of(id, after).severity), id).toBeLessThanOrEqual(grade(of(id, before).severity))
      }),
      { numRuns: 60 },
    )
  })
})
