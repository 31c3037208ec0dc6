import { describe, expect, test } from 'vitest'
import { onlyLowers } from '#lib/programs/lowering/rules.ts'
import { changedContent } from '#lib/programs/progression/content/rules.ts'
import type { ProgramItem, ProgramVersionContent } from '#lib/programs/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'

const fit = {
  equipment: ['dumbbells'],
  daysAvailable: ['mon', 'wed', 'fri'],
  minutesPerSession: 60,
  runStage: 3,
}
function made(id: string): ProgramVersionContent {
  const found = fromTemplate(id, fit as Parameters<typeof fromTemplate>[1])
  if (!found) throw new Error(id)
  return found.content
}
const before = made('prog_hip_focus')
const [first] = before.phases[0]?.items ?? []
const changed = (change: Partial<ProgramItem>): ProgramVersionContent => ({
  ...before,
  phases: before.phases.map((phase) => ({
    ...phase,
    items: phase.items.map((item) => (item.key === first?.key ? { ...item, ...change } : item)),
  })),
})

describe('what only takes away (programmes.md 3.1)', () => {
  const { sets = 0, reps = 0, restSeconds = 0 } = first ?? {}
  test.each<[string, Partial<ProgramItem>]>([
    ['fewer sets', { sets: sets - 1 }],
    ['fewer repetitions and a longer rest', { reps: (reps ?? 0) - 2, restSeconds: restSeconds + 15 }],
    ['fewer days', { days: ['mon'], perWeek: { min: 1, max: 1 } }],
    ['if she likes', { optional: true }],
    ['the same days, chosen one by one', { sets: sets - 1, perWeek: null }],
  ])('%s', (_, change) => expect(onlyLowers(before, changed(change))).toBe(true))
  test('an exercise less', () => {
    const phases = before.phases.map((phase) => ({ ...phase, items: phase.items.slice(1) }))
    expect(onlyLowers(before, { ...before, phases })).toBe(true)
  })
  test('a stage less', () => {
    const run = made('prog_return_to_run')
    const to = (stage: number) =>
      changedContent(run, run.phases[0]?.key ?? '', 'run', { kind: 'stage', from: 3, to: stage }) ?? run
    expect(onlyLowers(run, to(2))).toBe(true)
    expect(onlyLowers(run, to(4))).toBe(false)
  })

  test.each<[string, Partial<ProgramItem>]>([
    ['more sets', { sets: sets + 1 }],
    ['fewer sets with more repetitions', { sets: sets - 1, reps: (reps ?? 0) + 1 }],
    ['a load where there was none', { sets: sets - 1, loadKg: 2 }],
    ['other days', { days: ['sun'] }],
    ['other words', { sets: sets - 1, note: 'Jump' }],
    ['another exercise', { exerciseId: 'ex_ply_pogo_double' }],
    ['an earlier start', { untilWeek: null, fromWeek: 2 }],
  ])('and not: %s', (_, change) => expect(onlyLowers(before, changed(change))).toBe(false))
  test('and not an exercise more, other limits of pain, or the same again', () => {
    const less = before.phases.map((phase) => ({ ...phase, items: phase.items.slice(1) }))
    expect(onlyLowers({ ...before, phases: less }, before)).toBe(false)
    const lenient = before.phases.map((one) => ({ ...one, params: { ...one.params, exLimit: 8 } }))
    expect(onlyLowers(before, { ...before, phases: lenient })).toBe(false)
    expect(onlyLowers(before, before)).toBe(false)
  })
})
