import { describe, expect, test } from 'vitest'
import { storedContext } from '#lib/assessment/context/rules.ts'
import { exerciseById, exercises } from '#lib/content/exercises/index.ts'
import { isImpactItem } from '#lib/programs/block/rules.ts'
import {
  impactBrought,
  impactChanges,
  impactNames,
  impactPermission,
} from '#lib/programs/permission/rules.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

const fit = { equipment: ['none'], daysAvailable: ['mon', 'wed', 'fri'], minutesPerSession: 60 }
function content(id: string) {
  const found = fromTemplate(id, fit as Parameters<typeof fromTemplate>[1])
  if (!found) throw new Error(id)
  return found.content
}
const jumps = content('prog_patellar_tendon')
const calm = {
  block_level: 'none',
  pat_bone_stress: 'not_listed',
  func_hop_pain_left: 1,
  func_hop_pain_right: 3,
  test_sweep_grade_left: 'trace',
  test_sweep_grade_right: 'zero',
}
const asked = (more: Record<string, RuleValue> = {}, indexSide: 'left' | 'right' | 'equal' | null = 'left') =>
  impactPermission(jumps, { values: new Map(Object.entries({ ...calm, ...more })), indexSide })

describe('running and jumping (clinical/exercises.md 1)', () => {
  test('what a change does to them is known, and what it does to others is not theirs', () => {
    const other = (id: (name: string) => boolean) => ({
      ...jumps,
      phases: jumps.phases.map((phase) => ({
        ...phase,
        items: phase.items.map((item) => (id(item.exerciseId) ? { ...item, note: 'More' } : item)),
      })),
    })
    expect(impactChanges(jumps, jumps)).toEqual([])
    expect(
      impactChanges(
        jumps,
        other(() => true),
      ),
    ).toEqual(impactNames(jumps))
    expect(
      impactChanges(
        jumps,
        other((id) => id === 'ex_bridge'),
      ),
    ).toEqual([])
  })

  test('an easier exercise brings in none where none was', () => {
    const withExercise = (exerciseId: string) => ({
      ...jumps,
      phases: jumps.phases.map((phase) => ({
        ...phase,
        items: phase.items.slice(0, 1).map((item) => ({ ...item, exerciseId })),
      })),
    })
    const hops = withExercise('ex_ply_squat_jump')
    expect(impactBrought(hops, withExercise('ex_ply_drop_land'))).toEqual([])
    expect(impactBrought(withExercise('ex_quad_box_squat'), hops)).toEqual(['Squat jump'])
    for (const { regression, ...exercise } of exercises) {
      const easier = exerciseById(regression ?? '')
      expect(easier !== null && isImpactItem(easier) && !isImpactItem(exercise), exercise.id).toBe(false)
    }
  })

  test('are permitted by a calm examination of the side that is treated', () => {
    expect(asked()).toMatchObject({ permitted: true, against: [], missing: [] })
    expect(asked().names).toContain('Squat jump')
    expect(asked({ test_sweep_grade_right: 'two_plus' }).permitted).toBe(true)
    expect(asked({ test_sweep_grade_right: 'two_plus' }, 'equal').permitted).toBe(false)
  })

  test('with both knees affected both must be calm, whichever was the worse one at intake', () => {
    const person = { side: 'both', ageYears: 40, sexAtBirth: null } as const
    const { indexSide } = storedContext(person, new Map([['index_side', 'right']]), {})
    expect(asked({}, indexSide).permitted).toBe(true)
    expect(asked({ func_hop_pain_left: 5 }, indexSide)).toMatchObject({
      permitted: false,
      against: [
        expect.stringMatching(/^Pain in ten hops: 5 \(asked for: at most \d, the limit of the phase\)$/),
      ],
    })
    expect(asked({ func_hop_pain_left: null }, indexSide)).toMatchObject({
      permitted: false,
      missing: ['Pain in ten hops'],
    })
  })

  test.each([
    [{ test_sweep_grade_left: 'one_plus' }, 'Effusion, stroke test: One plus'],
    [{ func_hop_pain_left: 4 }, 'Pain in ten hops: 4'],
    [{ pat_bone_stress: 'consider' }, 'Pattern: bone stress injury: Consider'],
    [{ block_level: 'impact' }, 'What red flags stop: running and jumping'],
  ])('%o speaks against it, in words', (more, words) => {
    const found = asked(more)
    expect(found.permitted).toBe(false)
    expect(found.against.join('; ')).toContain(words)
  })

  test.each([
    ['test_sweep_grade_left', 'Effusion, stroke test'],
    ['func_hop_pain_left', 'Pain in ten hops'],
    ['pat_bone_stress', 'bone stress injury'],
  ])('without %s they are not permitted, and it is said what is missing', (id, words) => {
    const found = asked({ [id]: null })
    expect(found).toMatchObject({ permitted: false, against: [] })
    expect(found.missing.join('; ')).toContain(words)
  })

  test('what was not examined is said beside what was found', () => {
    const found = asked({ test_sweep_grade_left: null, pat_bone_stress: 'consider' })
    expect(found.against.join()).toContain('Consider')
    expect(found.missing).toEqual(['Effusion, stroke test'])
  })

  test('the limit of ten hops is the one of the phase', () => {
    const strict = {
      ...jumps,
      phases: jumps.phases.map((phase) => ({ ...phase, params: { ...phase.params, hopLimit: 0 } })),
    }
    const values = new Map<string, RuleValue>(Object.entries(calm))
    expect(impactPermission(strict, { values, indexSide: 'left' }).permitted).toBe(false)
  })

  test('a program without them asks for nothing', () => {
    const [first] = content('prog_hip_focus').phases
    const quiet = { ...jumps, phases: first ? [first] : [] }
    expect(impactNames(quiet)).toEqual([])
    expect(impactPermission(quiet, { values: new Map(), indexSide: null }).permitted).toBe(true)
  })
})
