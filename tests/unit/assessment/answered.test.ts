import { describe, expect, test } from 'vitest'
import { examinedIds } from '#lib/assessment/findings/rules.ts'
import { computedFrom } from '#lib/assessment/inputs/rules.ts'
import type { StoredContext } from '#lib/assessment/record/schema.ts'
import { type ComputedId, computedFindings, computedIds } from '#lib/assessment/rules.ts'
import { assessmentItems } from '#lib/content/assessment/index.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'

const left: StoredContext = { affected: 'left', indexSide: 'left', ageYears: 34, sex: 'female', weightKg: 70 }
const injured: RuleValues = new Map<string, RuleValue>([
  ['rf_trauma', 'yes'],
  ['rf_trauma_days', 2],
  ['age_years', 34],
  ['rf_weight_bearing_initial', 'yes'],
])
const setUp: [string, RuleValue][] = [
  ['str_knee_ext_position', '60'],
  ['str_hip_abd_position', 'malleolus'],
  ['device_strength', 'belt'],
]

/** Everything measured on both sides; the left in one way, the right in another. */
function everything(): Map<string, RuleValue> {
  const values = new Map<string, RuleValue>(setUp)
  const madeUp = (id: string, kind: string, at: number): RuleValue => {
    if (id === 'func_stepdown_items') return at === 0 ? ['pelvis'] : ['arms', 'trunk']
    if (id === 'wells_items') return ['leg_swollen']
    if (kind === 'number' || kind === 'force') return at === 0 ? 110 : 130
    return 'normal'
  }
  for (const { id, sided, input } of assessmentItems) {
    const names = sided ? [`${id}_left`, `${id}_right`] : [id]
    for (const [at, name] of names.entries()) values.set(name, madeUp(id, input.kind, at))
  }
  for (const [at, side] of ['left', 'right'].entries()) values.set(`test_noble_nprs_${side}`, 3 + at)
  return values
}

describe('what an examination answers', () => {
  test('of every computed finding the values that it is computed from are known', () => {
    const values = everything()
    const before = new Map(values)
    for (const [id, value] of before) {
      if (typeof value === 'number') before.set(id, value + 1)
      if (id.startsWith('func_stepdown_items')) before.set(id, ['unsteady'])
    }
    const context = { ...left, intake: injured, earlier: [before], limits: defaultLimits }
    const whole = computedFindings(values, context)
    const told = new Set(setUp.map(([id]) => id))
    const read = [...values.keys()].flatMap((name) => {
      const found = computedFindings(new Map([...values].filter(([one]) => one !== name)), context)
      const changed = computedIds.filter((id) => JSON.stringify(found[id]) !== JSON.stringify(whole[id]))
      return told.has(name) ? [] : changed.map((id) => ({ id, from: name.replace(/_(left|right)$/, '') }))
    })
    const from = (id: ComputedId) => [...new Set(read.flatMap((one) => (one.id === id ? [one.from] : [])))]
    for (const id of computedIds)
      expect([id, from(id).toSorted()]).toEqual([id, [...computedFrom[id]].toSorted()])
  })

  test('is a computed finding when one of its values is measured, whatever the day of the others', () => {
    const holds = new Map<string, RuleValue>([
      ['obs_calf_girth_cm_left', 36],
      ['obs_calf_girth_cm_right', 39.5],
      ['calf_girth_diff_cm', 3.5],
    ])
    const answered = examinedIds(new Map([['obs_calf_girth_cm_right', 39.5]]), holds)
    expect([...answered]).toEqual(['obs_calf_girth_cm', 'calf_girth_diff_cm'])
    expect(examinedIds(new Map([['func_sts30', 20]]), holds).has('calf_girth_diff_cm')).toBe(false)
  })

  test('is a symmetry of strength when only the forces are known', () => {
    const forces = new Map<string, RuleValue>([['str_hip_abd_force_left', 120]])
    expect(examinedIds(forces, new Map()).has('lsi_hip_abd')).toBe(true)
  })

  test('is nothing that an older finding outlasts', () => {
    const holds = new Map<string, RuleValue>([
      ['test_lachman_right', 'positive'],
      ['test_valgus_0_right', 'not_tested'],
    ])
    const answered = (result: string) => examinedIds(new Map([['test_lachman_right', result]]), holds)
    for (const result of ['unclear', 'unable', 'not_tested']) expect([...answered(result)]).toEqual([])
    expect([...answered('positive')]).toEqual(['test_lachman'])
    expect([...examinedIds(new Map([['test_valgus_0_right', 'not_tested']]), holds)]).toEqual([])
  })
})
