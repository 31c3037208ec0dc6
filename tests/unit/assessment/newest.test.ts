import { describe, expect, test } from 'vitest'
import { newestOf, type Recorded } from '#lib/assessment/newest/rules.ts'
import type { StoredContext } from '#lib/assessment/record/schema.ts'
import type { ComputedId } from '#lib/assessment/rules.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

const left: StoredContext = { affected: 'left', indexSide: 'left', ageYears: 34, sex: 'female', weightKg: 70 }
const equal: StoredContext = { ...left, affected: 'both', indexSide: 'equal' }
type Values = Record<string, RuleValue>

/** Examinations one after the other, each computed with those before it. */
function newest(days: readonly Values[], now = left) {
  const measured = days.map((values) => new Map(Object.entries(values)))
  const recorded = measured.map(
    (values, index): Recorded => ({
      measured: values,
      context: { ...now, intake: new Map(), limits: defaultLimits, earlier: measured.slice(0, index) },
    }),
  )
  return newestOf(recorded, now)
}
const value = (id: ComputedId, days: readonly Values[], now = left) => newest(days, now).computed[id].value

describe('what is computed of several examinations', () => {
  const squat = { test_squat_pain_left: 'positive' }
  const facets = { palp_patellar_facets_left: 'positive' }
  const extension = { test_resisted_extension_pain_left: 'normal' }

  test('the kneecap cluster counts the newest results, whichever days they are of', () => {
    expect(value('pfp_cluster', [squat, facets])).toBe(2)
    expect(value('pfp_cluster', [squat, facets, { test_squat_pain_left: 'normal' }])).toBeNull()
    expect(
      value('pfp_cluster', [{ ...squat, ...facets, ...extension }, { test_squat_pain_left: 'normal' }]),
    ).toBe(1)
    expect(value('pfp_cluster', [{ ...squat, ...facets }, { test_squat_pain_left: 'not_tested' }])).toBe(2)
  })

  test('of two knees that are equally bad the one that was measured again counts anew', () => {
    const first = { func_heel_raise_left: 15, func_heel_raise_right: 25 }
    expect(value('heel_raise_gap', [first], equal)).toBe(12)
    expect(value('heel_raise_gap', [first, { func_heel_raise_left: 27 }], equal)).toBe(2)
    const low = { str_knee_ext_left: 1.4, str_knee_ext_right: 2, str_knee_ext_position: '60' }
    const again = { str_knee_ext_left: 1.8, str_knee_ext_position: '90' }
    expect(value('knee_ext_low', [low], equal)).toBe('yes')
    expect(value('knee_ext_low', [low, again], equal)).toBe('no')
  })

  test('sides of two days are compared when they were measured alike', () => {
    const lunge = { flex_wblt_deg_left: 30, flex_wblt_deg_right: 38, device_flexibility: 'phone' }
    expect(value('wblt_diff_deg', [lunge, { flex_wblt_deg_left: 37, device_flexibility: 'phone' }])).toBe(1)
    const other = { flex_wblt_deg_left: 37, device_flexibility: 'goniometer' }
    expect(value('wblt_diff_deg', [lunge, other])).toBeNull()
    const hips = { rom_hip_ir_deg_left: 40, rom_hip_ir_deg_right: 28, rom_hip_ir_deg_position: 'prone' }
    const sitting = { rom_hip_ir_deg_right: 38, rom_hip_ir_deg_position: 'flexed_90' }
    expect(value('rom_hip_ir_loss_deg', [hips, sitting])).toBeNull()
    const bridges = { func_bridge_sl_left: 18, func_bridge_sl_right: 30 }
    expect(value('min_bridge_sl', [bridges, { func_bridge_sl_left: 26 }])).toBe(26)
  })

  test('limb symmetry is of one day: a side that was measured again ends the old one', () => {
    const both = { str_knee_ext_left: 1.9, str_knee_ext_right: 2, str_knee_ext_position: '60' }
    expect(value('lsi_knee_ext', [both, { func_sts30: 24 }])).toBeCloseTo(95, 6)
    expect(value('lsi_knee_ext', [both, { str_knee_ext_left: 1.2, str_knee_ext_position: '60' }])).toBeNull()
  })

  test('limb symmetry of strength is that of the newest forces, also where no torque is known of them', () => {
    const both = { str_knee_ext_force_left: 200, str_knee_ext_force_right: 250 }
    const older = { ...both, str_knee_ext_left: 1.2, str_knee_ext_right: 1.5 }
    const again = { str_knee_ext_force_left: 240, str_knee_ext_force_right: 250 }
    expect(value('lsi_knee_ext', [older, again])).toBeCloseTo(96, 6)
    expect(value('lsi_knee_ext', [older, { str_knee_ext_force_left: 240 }])).toBeNull()
  })

  test('a change is that of the examination that measured it last', () => {
    const noble = (pain: number) => ({ test_noble_nprs_left: pain })
    expect(value('chg_noble_nprs', [noble(6), noble(2), { func_sts30: 24 }])).toBe(-4)
  })

  test('the side is the one that the case has now', () => {
    const raises = new Map(Object.entries({ func_heel_raise_left: 15, func_heel_raise_right: 25 }))
    const then = { ...left, intake: new Map(), limits: defaultLimits, earlier: [] }
    const right: StoredContext = { ...left, affected: 'right', indexSide: 'right' }
    const { computed } = newestOf([{ measured: raises, context: then }], right)
    expect(computed.heel_raise_gap.value).toBe(2)
  })

  test('what hangs on the age goes by the age at its own examination', () => {
    const at = (ageYears: number, values: Values): Recorded => ({
      measured: new Map(Object.entries(values)),
      context: { ...left, ageYears, intake: new Map(), limits: defaultLimits, earlier: [] },
    })
    const first = { func_sts30: 20, func_heel_raise_left: 20 }
    const { computed } = newestOf([at(35, first), at(40, { func_heel_raise_right: 20 })], left)
    expect([computed.sts30_low.value, computed.sts30_low.right]).toEqual(['yes', 'yes'])
    expect([computed.heel_raise_norm.value, computed.heel_raise_gap.value]).toEqual([27, 7])
    expect(computed.heel_raise_gap.right).toBe(4)
    const right = newestOf([at(35, first), at(40, { func_heel_raise_right: 20 })], {
      ...left,
      indexSide: 'right',
    }).computed
    expect([right.heel_raise_norm.value, right.heel_raise_gap.value]).toEqual([24, 4])
    expect(newestOf([at(35, first)], equal).computed.sts30_low.value).toBe('yes')
  })

  test('the pain beside a test is that of its newest result, and none where that has no number', () => {
    const pain = (days: readonly Values[]) => newest(days).measured.get('test_decline_squat_nprs_left')
    const first = { test_decline_squat_left: 'positive', test_decline_squat_nprs_left: 3 }
    expect(pain([first, { test_decline_squat_left: 'unable' }])).toBeUndefined()
    expect(pain([first, { test_decline_squat_left: 'normal', test_decline_squat_nprs_left: 1 }])).toBe(1)
    expect(pain([first, { test_decline_squat_left: 'not_tested' }])).toBe(3)
    expect(pain([first, { test_decline_squat_right: 'unable', func_sts30: 20 }])).toBe(3)
    const noble = { test_noble_left: 'positive', test_noble_nprs_left: 6 }
    const again = { test_noble_left: 'positive', test_noble_nprs_left: 2 }
    expect(value('chg_noble_nprs', [noble, again, { test_noble_left: 'unclear' }])).toBeNull()
  })

  test('a positive sign stands until it is normal; "unclear" and "unable" only take back what was normal', () => {
    const lachman = (...results: string[]) =>
      newest(results.map((result) => ({ test_lachman_left: result }))).measured.get('test_lachman_left')
    expect(lachman('positive', 'unclear', 'unable', 'not_tested')).toBe('positive')
    expect(lachman('positive', 'unclear', 'normal')).toBe('normal')
    expect(lachman('normal', 'unclear')).toBe('unclear')
    expect(lachman('normal', 'unable', 'not_tested')).toBe('unable')
    expect(lachman('not_tested', 'unclear')).toBe('unclear')
  })
})
