import { createElement } from 'react'
import { describe, expect, it } from 'vitest'
import { RunPlanCard } from '#components/programs/run-plan.tsx'
import { runStages } from '#lib/content/programs/stages.ts'
import { runPlanOf, runsElsewhereText } from '#lib/programs/run-plan/rules.ts'
import type { Weekday } from '#lib/programs/schema.ts'
import { text } from '../components/render.ts'

const days: Weekday[] = ['mon', 'wed', 'fri']
const clam = { exerciseId: 'ex_hip_clam', stage: null, days }
const exerciseId = 'ex_rtr_walk_run'
const items = (stage: number) => {
  const row = runStages.find((one) => one.stage === stage)
  if (!row) throw new Error(`${stage}`)
  return [clam, { exerciseId, stage, days }]
}

describe('the way back to running', () => {
  it('is none without an item that stands for a stage', () => {
    expect(runPlanOf([clam], 2)).toBeNull()
    expect(runPlanOf([], 2)).toBeNull()
  })

  it.each(runStages.map(({ stage }) => stage))('marks stage %i, what was before and what comes', (stage) => {
    const steps = runPlanOf(items(stage), 2)?.steps ?? []
    expect(steps.map(({ stage: at }) => at)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(steps.filter(({ state }) => state === 'now').map((one) => one.stage)).toEqual([stage])
    expect(steps.filter(({ state }) => state === 'done')).toHaveLength(stage)
  })

  it('ticks no stage below the one at which she began, and says of them that they were not needed', () => {
    const plan = runPlanOf(items(4), 2, 3)
    expect(plan?.steps.map(({ state }) => state).slice(0, 6)).toEqual([
      ...['skipped', 'skipped', 'skipped', 'done', 'now', 'later'],
    ])
    if (!plan) throw new Error('no plan')
    const shown = text(createElement(RunPlanCard, { plan }))
    expect(shown.match(/Not needed: you start further on/g)).toHaveLength(3)
    expect(shown.match(/, Done/g)).toHaveLength(1)
  })

  it('ends with building up distance', () => {
    const steps = runPlanOf([{ exerciseId, stage: 10, days }], 2)?.steps ?? []
    expect(steps.at(-1)).toMatchObject({ stage: 10, state: 'now' })
    expect(steps.slice(0, -1).every(({ state }) => state === 'done')).toBe(true)
  })

  it('says the words of the table and the limit of the phase', () => {
    const plan = runPlanOf(items(1), 3)
    expect(plan?.steps[1]?.text).toBe('6 times: walk 4 min, jog 1 min')
    expect(plan?.rules.join(' ')).toContain('stayed at 3 of 10 or less')
  })

  it('says how often by the days that are planned', () => {
    const said = (...days: Weekday[]) => runPlanOf([clam, { exerciseId, stage: 2, days }], 2)?.rules[0]
    const rest = 'with at least one day of rest between two runs.'
    expect(said('mon', 'wed', 'fri')).toBe(`Run three times a week, ${rest}`)
    expect(said('mon', 'thu')).toBe(`Run twice a week, ${rest}`)
    expect(said('sat')).toBe('Run once a week.')
    const beside = (day: Weekday) => {
      const long = { exerciseId: 'ex_rtr_long_build', stage: null, days: [day] }
      return runPlanOf([{ exerciseId, stage: 2, days: ['mon', 'thu'] }, long], 2)?.rules[0]
    }
    expect(beside('sat')).toBe(`Run three times a week, ${rest}`)
    expect(beside('fri')).toBe(`Run three times a week, ${rest.replace('.', ' of these steps.')}`)
    expect(runPlanOf([{ exerciseId, stage: 2, days: 'each_run' }], 2)?.rules[0]).toBe(`Run ${rest}`)
  })
})

it('days of another treatment are named where they are those of a run of this one, or beside one', () => {
  const runs = (exerciseId: string, days: Weekday[]) => [{ exerciseId, stage: null, days }]
  const said = (elsewhere: string[], exerciseId = 'ex_rtr_walk_run') =>
    runsElsewhereText(runs(exerciseId, ['mon', 'sat']), elsewhere)
  expect(said(['thu', 'tue'])).toMatch(/^Another treatment of this patient plans runs on Tue, Thu\./)
  expect(said(['sun'])).toContain('on Sun.')
  expect(said(['mon'])).toContain('on Mon.')
  for (const none of [said([]), said(['wed', 'thu']), said(['mon'], 'ex_rtr_walk30')]) expect(none).toBeNull()
})
