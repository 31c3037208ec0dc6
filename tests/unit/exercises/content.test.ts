import { describe, expect, it } from 'vitest'
import { exerciseById, exercises } from '#lib/content/exercises/index.ts'
import { equipmentNeeds, regions } from '#lib/content/exercises/types.ts'

const ids = new Set(exercises.map((exercise) => exercise.id))
const each = exercises.map((exercise) => [exercise.id, exercise] as const)

const chainEnd = (id: string, step: 'progression' | 'regression') => {
  const seen = new Set<string>()
  for (let at: string | null = id; at; at = exerciseById(at)?.[step] ?? null) {
    if (seen.has(at)) return `cycle at ${at}`
    seen.add(at)
  }
  return 'ends'
}

describe('exercise library', () => {
  it('holds 97 exercises with ids of their own, in every region', () => {
    expect(exercises).toHaveLength(97)
    expect(ids.size).toBe(97)
    expect(new Set(exercises.map((exercise) => exercise.region))).toEqual(new Set(regions))
  })

  it('finds an exercise by id and answers null for an unknown one', () => {
    expect(exerciseById('ex_quad_wall_sit')?.name).toBe('Wall sit')
    expect(exerciseById('ex_none')).toBeNull()
  })

  it.each(each)('%s has chains that end', (id, exercise) => {
    for (const step of ['progression', 'regression'] as const) {
      const next = exercise[step]
      if (next) expect(ids.has(next)).toBe(true)
      expect(chainEnd(id, step)).toBe('ends')
    }
  })

  it.each(each)('%s has every text, known needs and factor ids', (id, exercise) => {
    expect(id).toMatch(/^ex_[a-z0-9_]+$/)
    for (const need of exercise.needs) expect(equipmentNeeds).toContain(need)
    for (const factor of exercise.factors) expect(factor).toMatch(/^fac_[a-z_]+$/)
    for (const list of [exercise.targets, exercise.steps, exercise.faults, exercise.factors])
      expect(list.length).toBeGreaterThan(0)
    const texts = [exercise.name, exercise.purpose, exercise.equipment, exercise.start]
    const caution = exercise.caution === null ? [] : [exercise.caution]
    for (const text of caution) expect(text).not.toMatch(/^none/i)
    // She may have this exercise and none of the others, and reads the limits of her program beside the caution.
    for (const text of [exercise.start, ...caution])
      expect(text).not.toMatch(/^as |position,|^side plank|run limit|session cap/i)
    for (const text of [...texts, ...caution, ...exercise.steps, ...exercise.faults]) {
      expect(text.trim()).not.toBe('')
      expect(text).not.toMatch(/[`*≤≥→]|programme|as above|ind_|\.md/i)
    }
  })

  it('asks for a bent and a straight knee in two stretches, not in one', () => {
    expect(exerciseById('ex_st_calf_straight')?.start).toContain('straight knee')
    expect(exerciseById('ex_st_calf_bent')?.start).toBe('Stand facing a wall, one leg back, back knee bent.')
  })

  it.each(each)('%s has a dose by the grammar', (_, { dose, region }) => {
    expect(dose.sets).toBeGreaterThan(0)
    const amounts = [dose.reps, dose.holdSeconds, dose.minutes, dose.distanceM]
    if (dose.when !== 'cap') expect(amounts.some((amount) => amount !== null)).toBe(true)
    if (dose.tempo) {
      expect(dose.tempo).toMatch(/^\d-\d-\d$/)
      expect(Number(dose.tempo.split('-')[1])).toBe(dose.holdSeconds ?? 0)
      expect(dose.pace).toBe('controlled')
    } else expect(dose.pace).not.toBe('controlled')
    if (dose.when === 'before_run') expect(dose.perWeek).toBeNull()
    if (dose.when !== 'planned') expect(['warm-up', 'return to run']).toContain(region)
    for (const range of [dose.rpe, dose.perWeek, dose.minutes])
      if (range) expect(range.max >= range.min).toBe(true)
    for (const word of [dose.sides, dose.pace, dose.when, dose.load]) expect(word).toBeTruthy()
  })
})
