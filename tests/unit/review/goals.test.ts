import { expect, test } from 'vitest'
import { dayNumber } from '#lib/dates.ts'
import type { OutcomeInput } from '#lib/outcomes/schema.ts'
import { goalsOf, type RecordAsk } from '#lib/review/record/parts/rules.ts'
import { filled, inputOf, started } from '../outcomes/make.ts'

const goals = { longestKm: null, eventKm: null, kmWeek: null }
const activitiesOf = (administrations: OutcomeInput['administrations']) => {
  const activities = { psfs_1: 'Stairs', psfs_2: 'Running' }
  const input = inputOf({ timeline: started('2026-03-02'), administrations })
  const found = { runs: [], today: 0, readings: { ind_week_km: { value: null } } }
  const ask = {
    outcomes: { input, activities },
    evaluation: { found, input: { goals } },
    facts: { last: null },
  }
  return goalsOf(ask as unknown as RecordAsk, null).activities
}

test('the goals start where their change is counted from, and keep the score of an activity that a form skipped', () => {
  const administrations = [
    filled('psfs', '2026-01-10', [1, 2]),
    filled('psfs', '2026-03-01', [3, 4]),
    filled('psfs', '2026-03-30', [6, 7]),
    filled('psfs', '2026-04-20', [8, null]),
  ]
  expect(activitiesOf(administrations)).toEqual([
    { activity: 'Stairs', start: 3, now: 8, on: dayNumber('2026-04-20') },
    { activity: 'Running', start: 4, now: 7, on: dayNumber('2026-03-30') },
  ])
  expect(activitiesOf(administrations.slice(0, 2)).map(({ now }) => now)).toEqual([null, null])
})
