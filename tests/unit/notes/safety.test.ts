import { describe, expect, it } from 'vitest'
import { isoDay } from '#lib/dates.ts'
import { safetyOf } from '#lib/notes/facts/safety/rules.ts'
import { exercise, logsOf, monday, morning, run } from '../review/logs.ts'

const told = (logs: Parameters<typeof logsOf>[0]) =>
  safetyOf(logsOf(logs), isoDay(monday), isoDay(monday + 7))
const at = 1

describe('the safety answers of logs', () => {
  it('keep a sign that one of two entries names that were recorded at one instant', () => {
    const swollen = { at, safety: ['calf_swollen'] }
    const quiet = { at, safety: ['none'] }
    const found = {
      asked: 1,
      signs: [{ label: expect.stringMatching(/calf/i), on: isoDay(monday) }],
    }
    expect(told({ exercises: [exercise(monday, swollen)], mornings: [morning(monday, 1, quiet)] })).toEqual(
      found,
    )
    expect(told({ exercises: [exercise(monday, quiet)], runs: [run(monday, swollen)] })).toEqual(found)
  })

  it('count the exercises of a session once, each day for itself, and none that was not asked', () => {
    const none = { at, safety: ['none'] }
    const exercises = [exercise(monday, none), exercise(monday, { ...none, itemKey: 'squat' })]
    const runs = [run(monday + 1, none), run(monday + 2, { at, safety: null }), run(monday + 8, none)]
    expect(told({ exercises, runs })).toEqual({ asked: 2, signs: [] })
  })
})
