import { describe, expect, it } from 'vitest'
import { exercises } from '#lib/content/exercises/index.ts'
import { addDays } from '#lib/dates.ts'
import type { BlockLevel } from '#lib/programs/block/rules.ts'
import { weekdayOf } from '#lib/programs/rules.ts'
import { type ProgramItem, type ProgramPhase, weekdays } from '#lib/programs/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import { typeOfStage } from '#lib/tracking/run-logs/rules.ts'
import { hourQuestions, plannedOn } from '#lib/tracking/today/rules.ts'

const monday = '2026-11-02'
const week = [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(monday, day))

const firstPhase = (templateId: string): ProgramPhase => {
  const fit = { equipment: [], daysAvailable: ['mon', 'wed', 'fri'], minutesPerSession: 60 } as const
  const phase = fromTemplate(templateId, fit)?.content.phases[0]
  if (!phase) throw new Error(templateId)
  return phase
}

/** The first weeks of running, with the routine around every run. */
const plan = firstPhase('prog_beginner_prevention')
const routine = plan.items.filter(({ days }) => days === 'each_run')
const bike = { ...plan.items[0], key: 'bike', exerciseId: 'ex_xt_bike', days: [...weekdays] } as ProgramItem

const days = (block: BlockLevel = 'none', phase = plan, runWeek: number | null = 1) => {
  const content = { templateId: null, phases: [phase] }
  const active = { content, phaseKey: phase.key, phaseStartedOn: monday }
  return week.map((day) => ({ day, ...plannedOn(active, day, { pausedDays: [], block, runWeek }) }))
}

describe('the plan of a day', () => {
  it('has the run with what it is made of, and around it the routine, on days with a run alone', () => {
    const [running, resting] = [
      days().filter(({ runs }) => runs.length > 0),
      days().filter(({ runs }) => runs.length === 0),
    ]
    expect(running.map(({ day }) => weekdayOf(day))).toEqual(
      plan.items.find(({ exerciseId }) => exerciseId === 'ex_rtr_walk_run')?.days,
    )
    for (const { runs, withRun } of running) {
      expect(runs.map(({ note }) => note)).toEqual(['6 times: jog 1 min, walk 3 min'])
      expect(withRun.map(({ key }) => key)).toEqual(routine.map(({ key }) => key))
      expect(withRun).toHaveLength(11)
      expect(new Set(withRun.map(({ note }) => note.slice(0, 6)))).toEqual(new Set(['Before', 'After ']))
    }
    expect(resting.length).toBeGreaterThan(0)
    for (const { withRun } of resting) expect(withRun).toEqual([])
  })

  it('has it on any day where the plan leaves the runs to her, and not for a ride or while a flag stops running', () => {
    const free = { ...plan, items: [...routine, bike] }
    for (const block of ['none', 'impact'] as const)
      for (const { items, runs, withRun } of days(block, free, null)) {
        expect([items.map(({ key }) => key), runs]).toEqual([['bike'], []])
        expect(withRun).toHaveLength(block === 'none' ? 11 : 0)
      }
    const both = days('none', { ...plan, items: [...plan.items, bike] })
    expect(both.map(({ withRun }) => withRun.length)).toEqual(days().map(({ withRun }) => withRun.length))
  })

  it('has the 30-minute walk among the exercises, where it is entered, with nothing around it', () => {
    const walk = {
      ...bike,
      key: 'walk',
      exerciseId: 'ex_rtr_walk30',
      sets: 1,
      reps: null,
      minutes: 30,
      restSeconds: 0,
    }
    for (const block of ['none', 'impact'] as const)
      for (const { items, runs, withRun, held } of days(
        block,
        { ...plan, items: [...routine, walk] },
        null,
      )) {
        expect(items.map(({ key, minutes }) => [key, minutes])).toEqual([['walk', 30]])
        expect([runs, withRun, held]).toEqual([[], [], false])
      }
  })

  it('has drills among the exercises, where they are entered, and not while a flag stops running', () => {
    const drill = (exerciseId: string) => ({ ...bike, key: exerciseId, exerciseId }) as ProgramItem
    const drills = exercises.filter(({ region }) => region === 'running drill').map(({ id }) => id)
    expect(drills).toHaveLength(7)
    const phase = { ...plan, items: drills.map(drill) }
    for (const { items, runs, held } of days('none', phase, null))
      expect([items.map(({ exerciseId }) => exerciseId), runs, held]).toEqual([drills, [], false])
    for (const { items, held } of days('impact', phase, null)) expect([items, held]).toEqual([[], true])
  })

  it('has no run and nothing around it while a flag stops running', () => {
    for (const { runs, withRun } of days('impact')) expect([runs, withRun]).toEqual([[], []])
    expect(days('impact').some(({ held }) => held)).toBe(true)
  })
})

it('asks for the hour after once it has gone by, and says of which day', () => {
  const now = new Date('2026-11-02T12:00:00Z')
  const entry = (day: string, minutes: number) =>
    ({ kind: 'run', id: `${minutes}`, day, at: now.getTime() - minutes * 60_000 }) as const
  const asked = hourQuestions([entry('2026-11-01', 900), entry(monday, 60), entry(monday, 59)], monday, now)
  expect(asked.map(({ text }) => text)).toEqual([
    'How was the knee in the hour after yesterday’s run?',
    'How was the knee in the hour after your run?',
  ])
})

it('begins with the kind of run that the stage is made of', () => {
  expect([0, 7, 8, 10].map(typeOfStage)).toEqual(['walk_run', 'walk_run', 'easy', 'easy'])
})
