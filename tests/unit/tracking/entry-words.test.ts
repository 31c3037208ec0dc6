import { describe, expect, it } from 'vitest'
import { changesOf, detailsOf, factsOf, titleOf } from '#lib/tracking/entries/words/rules.ts'
import type { EntryWords, ExerciseSaid } from '#lib/tracking/entries/words/schema.ts'

const nothing = { minutes: null, context: null, exercises: [], run: null, swelling: null, injury: null }
const asked = { day: '2026-10-05', safety: ['none'], safetyAsked: true, note: '' }
const bridge = {
  id: 'ex_hip_bridge',
  sets: 3,
  skipped: null,
  reps: 12,
  hold: null,
  minutes: null,
  load: 8,
  effort: 6,
  pain: 7,
  after: null,
}
const session = (of: Partial<ExerciseSaid> = {}, more: Partial<EntryWords> = {}): EntryWords => ({
  kind: 'session',
  amount: 1,
  ...nothing,
  ...asked,
  exercises: [{ ...bridge, ...of }],
  ...more,
})
const run: EntryWords = {
  kind: 'run',
  amount: 5,
  ...nothing,
  ...asked,
  minutes: 30,
  run: {
    unit: 'km',
    type: 'easy',
    surface: 'trail',
    finished: false,
    shoes: 'Blue',
    settle: 'no',
    during: 2,
    after: null,
  },
}
const changes = (was: EntryWords, now: EntryWords) => changesOf(factsOf(was), factsOf(now))

describe('the words of an entry', () => {
  it('have everything that was entered', () => {
    expect(detailsOf(session())).toBe('Bridge 3 sets, 12 times, 8 kg, effort 6, pain 7')
    expect(detailsOf(session({ sets: 1, reps: 1, hold: 30, load: null }, { note: 'Stairs' }))).toBe(
      'Bridge 1 set, 1 time, 30 seconds, effort 6, pain 7. Stairs',
    )
    const stopped = { sets: 0, skipped: 'pain', reps: null, load: null, effort: null }
    expect(detailsOf(session(stopped))).toBe('Bridge not done (Pain), pain 7')
    expect(titleOf({ ...run, unit: 'km' })).toBe('Run, 5 km in 30 min')
    expect(detailsOf(run)).toBe(
      'Easy run, trail, not finished, Blue, pain 2 during, lasted longer than an hour',
    )
    expect(detailsOf({ ...run, safetyAsked: false, safety: [] })).toMatch(/Safety question not asked yet$/)
  })

  it('say of a correction what was and what is, and nothing of what stayed', () => {
    expect(changes(session(), session())).toEqual([])
    expect(changes(session(), session({ pain: 2 }))).toEqual(['Bridge, pain: was 7, now 2'])
    expect(changes(session({ load: null }), session({ sets: 1, load: 10 }))).toEqual([
      'Bridge: was 3 sets, now 1 set',
      'Bridge, weight: was not entered, now 10 kg',
    ])
    const other = { ...run, amount: 6, day: '2026-10-06', safety: ['calf_swollen'] }
    expect(changes(run, other)).toEqual([
      'Day: was Mon 5 Oct, now Tue 6 Oct',
      'Distance: was 5 km, now 6 km',
      expect.stringMatching(/^Noticed: was nothing, now /),
    ])
  })

  it('tell an injury by its questions', () => {
    const hurt = (days: number) => ({
      ...run,
      safety: ['new_injury'],
      injury: { rf_trauma: 'yes', rf_trauma_days: days, rf_pop: 'no' },
    })
    const [only, ...more] = changes(hurt(1), hurt(3))
    expect([only, more]).toEqual([expect.stringMatching(/: was 1, now 3$/), []])
  })
})
