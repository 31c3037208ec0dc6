import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  askNow,
  clockText,
  type Flow,
  goTo,
  howOf,
  longerRest,
  readFlow,
  restOver,
  secondsLeft,
  setDone,
  setUndone,
  startFlow,
} from '#lib/tracking/session-logs/flow/rules.ts'

const steps = [
  { sets: 3, restSeconds: 75 },
  { sets: 2, restSeconds: 0 },
]
const start = startFlow(steps)

describe('walking through a session', () => {
  test('a rest between sets, and how it went after the last one', () => {
    const one = setDone(start, steps, 1000)
    expect(one).toMatchObject({ at: 0, stage: 'rest', sets: [1, 0], rest: { until: 76_000, of: 75_000 } })
    expect([secondsLeft(one, 1000), secondsLeft(one, 75_001), secondsLeft(one, 99_000)]).toEqual([75, 1, 0])
    expect(longerRest(one, 15).rest).toEqual({ until: 91_000, of: 90_000 })
    const two = setDone(restOver(one), steps, 80_000)
    const three = setDone(restOver(two), steps, 160_000)
    expect(three).toMatchObject({ stage: 'ask', sets: [3, 0], rest: null })
    expect(setUndone(three)).toMatchObject({ stage: 'do', sets: [2, 0] })
  })
  test('no rest where none is prescribed', () => {
    const second = goTo(start, steps, 1)
    expect(setDone(second, steps, 0)).toMatchObject({ at: 1, stage: 'do', sets: [0, 1] })
  })
  test('back to what is done shows how it went; the end is one past the last', () => {
    const done = [0, 1, 2].reduce((flow) => setDone(flow, steps, 0), start)
    expect(goTo(goTo(done, steps, 1), steps, 0).stage).toBe('ask')
    expect(goTo(done, steps, 9).at).toBe(2)
  })
  test('what the ticks mean', () => {
    const of = (whole: boolean) => [0, 2, 3].map((done) => howOf(done, { sets: 3, whole }))
    expect(of(true)).toEqual(['skipped', 'other', 'planned'])
    // Who was told to do less has not done what the program says.
    expect(of(false)).toEqual(['skipped', 'other', 'other'])
    expect([clockText(75), clockText(9), clockText(0)]).toEqual(['1:15', '0:09', '0:00'])
  })
})

describe('what the phone kept', () => {
  test('goes on where it was, a rest included', () => {
    const resting = setDone(start, steps, 1000)
    for (const flow of [start, resting, askNow(resting), goTo(resting, steps, 2)])
      expect(readFlow(JSON.parse(JSON.stringify(flow)), steps)).toEqual(flow)
  })
  test('is never a state that the page cannot show', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (at, sets, rest) => {
        for (const kept of [at, { at, sets, rest, stage: 'rest' }]) {
          const flow: Flow = readFlow(kept, steps)
          expect(flow.at >= 0 && flow.at <= steps.length).toBe(true)
          expect(flow.sets).toHaveLength(steps.length)
        }
      }),
    )
    expect(readFlow({ at: 0, sets: [9, 0] }, steps)).toEqual(start)
    expect(readFlow({ ...start, sets: [0] }, steps)).toEqual(start)
  })
})
