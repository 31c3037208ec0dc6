import { describe, expect, it } from 'vitest'
import { exerciseById, exercises } from '#lib/content/exercises/index.ts'
import { matchExercises, needsMet, substituteByNeeds, targetsText } from '#lib/exercises/rules.ts'

const known = (id: string) => {
  const exercise = exerciseById(id)
  if (!exercise) throw new Error(id)
  return exercise
}

describe('targets in plain words', () => {
  it('says muscles as people do, each once', () => {
    expect(targetsText(known('ex_quad_split_squat'))).toBe('Front thigh, buttock')
    expect(targetsText(known('ex_calf_raise_double'))).toBe('Calf')
    for (const exercise of exercises) expect(targetsText(exercise)).not.toMatch(/glute|quadriceps|soleus|\(/i)
  })
})

describe('search', () => {
  it('puts hits at the beginning of the name first and keeps to the region', () => {
    expect(matchExercises('squat')[0]?.name).toMatch(/^Squat/)
    expect(matchExercises('SQUAT', 'thigh').every((e) => e.region === 'thigh')).toBe(true)
    expect(matchExercises('back thigh').map((e) => e.id)).toContain('ex_ham_nordic')
    expect(matchExercises('', 'calf')).toHaveLength(6)
    expect(matchExercises('xylophone')).toEqual([])
  })
})

describe('substitution by needs', () => {
  it('keeps what is at hand, else takes the nearest regression that is', () => {
    expect(substituteByNeeds(known('ex_quad_leg_press'), ['gym_machines'])?.id).toBe('ex_quad_leg_press')
    expect(substituteByNeeds(known('ex_quad_leg_press'), ['none'])?.id).toBe('ex_quad_wall_sit')
    expect(substituteByNeeds(known('ex_quad_leg_press'), [], true)?.id).toBe('ex_quad_leg_press')
  })

  it('never takes a progression: without a regression the physiotherapist chooses', () => {
    expect(substituteByNeeds(known('ex_xt_bike'), [])).toBeNull()
    expect(needsMet(known('ex_calf_raise_step'), ['step'])).toBe(false)
    expect(needsMet(known('ex_calf_raise_step'), ['step', 'dumbbells'])).toBe(true)
  })
})
