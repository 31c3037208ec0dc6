import { describe, expect, test } from 'vitest'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { bandBackNote, smallerRangeNote } from '#lib/programs/progression/ladder/rules.ts'
import { amountOf } from '#lib/programs/progression/past/rules.ts'
import type { Change } from '#lib/programs/progression/schema.ts'
import { lessOf, lessWords, todaySentence } from '#lib/programs/progression/told/rules.ts'
import type { Told } from '#lib/programs/progression/told/schema.ts'
import type { ProgramItem, ProgramPhase } from '#lib/programs/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'

const fit = { equipment: ['mini_band', 'step'], daysAvailable: ['mon', 'wed', 'fri'], minutesPerSession: 60 }
const phase = fromTemplate('prog_hip_focus', { ...fit, atClinic: true, runStage: 2 } as never)?.content
  .phases[0] as ProgramPhase
const bridge = phase.items.find(({ exerciseId }) => exerciseId === 'ex_hip_bridge') as ProgramItem

const told = (change: Change, more: Partial<Told> = {}): Told => ({
  subject: bridge.key,
  exerciseId: bridge.exerciseId,
  advice: 'regress',
  state: 'open',
  change,
  isNew: true,
  sentence: 'That was a bit much for your knee, so one set less next time.',
  sentenceApplied: 'Applied.',
  ...more,
})
const dose = amountOf(bridge)
const step = (to: object, note: string | null = null, from: object = {}): Change => ({
  kind: 'dose',
  from: { ...dose, ...from },
  to: { ...dose, ...from, ...to },
  note,
  raisesLoad: false,
})
const calm = { ranOver: false, runStop: false, isRough: false }
const wordsOf = (change: Change, within: ProgramPhase = phase) =>
  lessWords(lessOf([told(change)], within))[bridge.key]

describe('beside the exercise', () => {
  test('in numbers, against what the program says', () => {
    expect(wordsOf(step({ sets: 2 }))).toBe(
      'The last time was a bit much for your knee. For now: 2 sets instead of 3.',
    )
    expect(wordsOf(step({}, smallerRangeNote))).toContain('For now: a smaller movement.')
    expect(wordsOf(step({ sets: 1, reps: 8 }, bandBackNote))).toContain(
      'For now: 1 set instead of 3, 8 times instead of 12, the band or weight of before.',
    )
    const heavy = { ...phase, items: [{ ...bridge, loadKg: 10 }] }
    expect(wordsOf(step({ loadKg: 8 }, null, { loadKg: 10 }), heavy)).toContain(
      'For now: 8 kg instead of 10 kg.',
    )
  })

  const by = (change: object) => ({ ...phase, items: [{ ...bridge, ...change }] })

  test('not once the program has less, or the exercise is not in the phase', () => {
    for (const change of [
      { sets: 2 },
      { sets: 1 },
      { reps: 10 },
      { key: 'another' },
      { exerciseId: 'ex_hip_clam' },
    ])
      expect(wordsOf(step({ sets: 2 }), by(change))).toBeUndefined()
  })

  test('also of a version that began meanwhile and asks for more', () => {
    const last = 'The last time was a bit much for your knee. For now:'
    expect(wordsOf(step({ sets: 2 }), by({ sets: 4 }))).toBe(`${last} 2 sets instead of 4.`)
    expect(wordsOf(step({ sets: 2 }), by({ sets: 4, reps: 14 }))).toBe(
      `${last} 2 sets instead of 4, 12 times instead of 14.`,
    )
    expect(lessOf([told(step({ sets: 2 }))], by({ sets: 4 })).items[bridge.key]?.dose).toEqual({
      ...dose,
      sets: 2,
    })
    expect(wordsOf(step({}, smallerRangeNote), by({ reps: 14 }))).toContain('a smaller movement')
  })

  test('a step back of the runs holds for a higher stage, too', () => {
    const back = told({ kind: 'stage', from: 4, to: 3 }, { subject: 'run', exerciseId: null })
    const at = (stage: number) => lessOf([back], by({ exerciseId: 'ex_rtr_walk_run', stage })).run
    expect([3, 4, 6].map((stage) => at(stage) !== null)).toEqual([false, true, true])
  })

  test('nothing of what is not less, or was answered', () => {
    const none = (more: Partial<Told>) => lessOf([told(step({ sets: 2 }), more)], phase)
    const nothing = { items: {}, run: null }
    for (const more of [
      { advice: 'progress' },
      { advice: 'hold' },
      { state: 'noted' },
      { state: 'accepted' },
    ])
      expect(none(more as Partial<Told>)).toEqual(nothing)
  })
})

describe('the one sentence of a day', () => {
  test('an answer is not told any more once the program says something else', () => {
    const accepted = told(step({ reps: 14 }), { advice: 'progress', state: 'accepted' })
    const now = (change: object) => ({ ...phase, items: [{ ...bridge, ...change }] })
    expect(todaySentence([accepted], now({ reps: 14 }), calm)).toBe('Bridge: applied.')
    expect(todaySentence([accepted], now({ reps: 12 }), calm)).toBeNull()
  })

  test('a step down of before is beside its exercise, and the newer one of it speaks', () => {
    const before = told(step({ sets: 2 }), { isNew: false })
    expect(todaySentence([before], phase, calm)).toBeNull()
    const praise = told(step({ reps: 14 }), {
      advice: 'progress',
      state: 'accepted',
      sentenceApplied: 'Two more.',
    })
    expect(todaySentence([before, praise], { ...phase, items: [{ ...bridge, reps: 14 }] }, calm)).toBeNull()
  })

  const lowered = (
    count: number,
    sentence = 'That was a bit much for your knee, so one set less next time.',
  ) =>
    phase.items
      .filter(({ sets, exerciseId }) => (sets ?? 0) > 1 && exerciseId !== null)
      .slice(0, count)
      .map((item) => {
        const from = amountOf(item)
        const change: Change = { kind: 'dose', from, to: { ...from, sets: 2 }, note: null, raisesLoad: false }
        return told(change, { subject: item.key, exerciseId: item.exerciseId, sentence })
      })

  test('of several exercises that were too much all are named, or counted', () => {
    const names = lowered(3).map(({ exerciseId }) => exerciseById(exerciseId ?? '')?.name)
    expect(todaySentence(lowered(2), phase, calm)).toBe(
      `${names[0]} and ${names[1]} were a bit much for your knee, so one set less with each of them next time.`,
    )
    expect(todaySentence(lowered(3), phase, calm)).toMatch(
      new RegExp(`^${names[0]}, ${names[1]} and ${names[2]} were a bit much`),
    )
    expect(todaySentence(lowered(4), phase, calm)).toBe(
      'Four exercises were a bit much for your knee, so one set less with each of them next time.',
    )
  })

  test('what differs between them stands beside each, and a run that was too much is told with them', () => {
    const other =
      'This exercise has been a bit much for your knee, so please leave it out until we have spoken.'
    expect(todaySentence([...lowered(1), ...lowered(2, other).slice(1)], phase, calm)).toContain(
      'were a bit much for your knee: what to do less of, or to leave out, stands beside each in your program.',
    )
    const back = told(
      { kind: 'none' },
      { subject: 'run', exerciseId: null, sentence: 'That run was too much.' },
    )
    expect(todaySentence([...lowered(2), back], phase, calm)).toMatch(
      /^That run was too much\. .* and .* were/,
    )
  })

  test('"do not run" is told as long as running is stopped', () => {
    const stop = told({ kind: 'pause_running' }, { subject: 'run', advice: 'stop', state: 'accepted' })
    expect(todaySentence([stop], phase, { ...calm, runStop: true })).toBe('Applied.')
    expect(todaySentence([stop], phase, calm)).toBeNull()
  })
})
