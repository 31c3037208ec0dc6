import { describe, expect, it } from 'vitest'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { programTemplates } from '#lib/content/programs/index.ts'
import { readAmount, readEffort, readLoad, readRest, readSets, readTempo } from '#lib/programs/cells/rules.ts'
import type { Amount } from '#lib/programs/cells/schema.ts'
import { doseCells } from '#lib/programs/dose/rules.ts'
import { readItem } from '#lib/programs/draft/rules.ts'
import { applyIntent } from '#lib/programs/edits/rules.ts'
import { programVersionContent } from '#lib/programs/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'

const none: Amount = { reps: null, holdSeconds: null, minutes: null, distanceM: null }
const amount = (text: string, before: Amount = none) => {
  const read = readAmount(text, before)
  return read.ok ? Object.fromEntries(Object.entries(read.value).filter(([, v]) => v !== null)) : read.limits
}

describe('a cell of the dose', () => {
  it.each([
    ['10', none, { reps: 10 }],
    ['10 each', none, { reps: 10 }],
    ['45', { ...none, holdSeconds: 30 }, { holdSeconds: 45 }],
    ['30 s each', none, { holdSeconds: 30 }],
    ['10 × 5 s', none, { reps: 10, holdSeconds: 5 }],
    ['10x5s', none, { reps: 10, holdSeconds: 5 }],
    ['2,5 min', none, { minutes: 2.5 }],
    ['70 m', none, { distanceM: 70 }],
    ['', none, {}],
    ['101', none, '1 to 100 times'],
    ['700 s', none, '1 to 600 s'],
    ['2.5', none, '1 to 100 times'],
    ['lots', none, 'like 10, 30 s, 10 x 5 s, 20 min or 70 m'],
  ])('reads the amount %j', (text, before, expected) => expect(amount(text, before)).toEqual(expected))

  it('reads sets, rest, load, tempo and effort, and names their limits', () => {
    expect(readSets('3')).toEqual({ ok: true, value: 3 })
    expect(readSets('0')).toEqual({ ok: false, limits: '1 to 10' })
    expect(readRest('2 min')).toEqual({ ok: true, value: 120 })
    expect(readRest('601')).toEqual({ ok: false, limits: '0 to 600 s' })
    expect(readLoad('7,5 kg')).toEqual({ ok: true, value: { loadKg: 7.5, loadNote: null } })
    expect(readLoad('green band')).toEqual({ ok: true, value: { loadKg: null, loadNote: 'green band' } })
    expect(readLoad('900')).toEqual({ ok: false, limits: '0 to 500 kg' })
    expect(readTempo('3–0–1')).toEqual({ ok: true, value: '3-0-1' })
    expect(readTempo('hold')).toEqual({ ok: true, value: null })
    expect(readTempo('slow')).toEqual({ ok: false, limits: 'like 3-0-1' })
    expect(readEffort('6–7')).toEqual({ ok: true, value: { rpeMin: 6, rpeMax: 7 } })
    expect(readEffort('7-6')).toEqual({ ok: false, limits: '0 to 10, like 6–7' })
  })
})

const fit = {
  equipment: ['mini_band', 'step', 'dumbbells', 'gym_machines'],
  daysAvailable: ['mon', 'wed', 'fri', 'sun'] as const,
  minutesPerSession: 60,
}
function made(id: string) {
  const found = fromTemplate(id, { ...fit, daysAvailable: [...fit.daysAvailable] })
  if (!found) throw new Error(id)
  return found.content
}

describe('what the builder shows', () => {
  it('reads back as the same dose, for every item of every template', () => {
    let items = 0
    for (const { id } of programTemplates)
      for (const item of made(id).phases.flatMap((phase) => phase.items)) {
        const exercise = exerciseById(item.exerciseId)
        if (!exercise) throw new Error(item.exerciseId)
        const errors = {}
        const texts = {
          ...doseCells(item, exercise),
          sides: item.sides,
          note: item.note ?? '',
          optional: item.optional ? 'yes' : '',
          fromWeek: `${item.fromWeek}`,
          untilWeek: `${item.untilWeek ?? ''}`,
          perWeekMin: `${item.perWeek?.min ?? ''}`,
          perWeekMax: `${item.perWeek?.max ?? ''}`,
          ...(item.days === 'each_run' ? { eachRun: 'yes' } : { days: [...item.days] }),
        }
        expect({ id: item.key, ...readItem(item, texts, errors, 'own_p1') }).toEqual({
          id: item.key,
          ...item,
        })
        expect(errors).toEqual({})
        items++
      }
    expect(items).toBeGreaterThan(100)
  })

  it('stays a valid version after every button', () => {
    const content = made('prog_pfp_late')
    const [phase] = content.phases
    const key = phase?.items[1]?.key ?? ''
    const intents = [
      { kind: 'up', key },
      { kind: 'move', key, to: 99 },
      { kind: 'swap', key, exerciseId: 'ex_quad_step_up' },
      { kind: 'add', exerciseId: 'ex_rtr_long_build' },
      { kind: 'remove', key },
      { kind: 'phase_add' },
      { kind: 'phase_down' },
      { kind: 'phase_remove' },
    ] as const
    for (const intent of intents) {
      const next = applyIntent(content, phase?.key ?? '', intent)
      expect(next).not.toEqual(content)
      expect(programVersionContent.safeParse(next).error).toBeUndefined()
    }
  })
})
