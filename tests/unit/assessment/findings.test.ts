import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measuredValues } from '#lib/assessment/measured/rules.ts'
import { heelRaiseNorm, kneeExtensionLine, sitToStandLine } from '#lib/assessment/norms/rules.ts'
import type { Sex } from '#lib/assessment/record/schema.ts'
import {
  type AssessmentContext,
  type ComputedId,
  computedFindings,
  findingValues,
} from '#lib/assessment/rules.ts'
import type { Raw } from '#lib/assessment/schema.ts'
import { bandOf, limbSymmetry, percentBodyMass, torquePerKg } from '#lib/assessment/symmetry/rules.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'

const base: AssessmentContext = {
  affected: 'left',
  indexSide: 'left',
  ageYears: 34,
  sex: 'female',
  weightKg: 70,
  intake: new Map(),
  earlier: [],
  limits: defaultLimits,
}
const map = (values: Record<string, RuleValue>): RuleValues => new Map(Object.entries(values))
const found = (values: Record<string, RuleValue>, more: Partial<AssessmentContext> = {}) =>
  computedFindings(map(values), { ...base, ...more })
const value = (id: ComputedId, values: Record<string, RuleValue>, more: Partial<AssessmentContext> = {}) =>
  found(values, more)[id].value

describe('worked examples of the specification', () => {
  test('a crane or luggage scale shows kilogram: 31.6 kg are 310 N', () => {
    const scale: Raw = { device_strength: 'scale', str_knee_ext_lever_m: 0.33 }
    const torque = (raw: Raw) => measuredValues({ ...scale, ...raw }, 70).get('str_knee_ext_left')
    expect(torque({ str_knee_ext_kg_left: [30, 31.6] })).toBeCloseTo(1.46, 2)
    // Newton entered with a scale before there was a field for kilogram stay newton.
    expect(torque({ str_knee_ext_force_left: [310] })).toBeCloseTo(1.46, 2)
    expect(torque({ str_knee_ext_force_left: [1000], str_knee_ext_kg_left: [31.6] })).toBeCloseTo(1.46, 2)
    const other = { device_strength: 'belt', str_knee_ext_force_left: [310], str_knee_ext_kg_left: [90] }
    expect(torque(other)).toBeCloseTo(1.46, 2)
  })

  test('310 N at 0.33 m and 70 kg are 1.46 N·m/kg and 45.2 % of body mass', () => {
    expect(310 * 0.33).toBeCloseTo(102.3, 6)
    expect(torquePerKg(310, 0.33, 70)).toBeCloseTo(1.46, 2)
    expect(percentBodyMass(310, 70)).toBeCloseTo(45.2, 1)
    const raw: Raw = { str_knee_ext_force_left: [295, 310], str_knee_ext_lever_m: 0.33 }
    expect(measuredValues(raw, 70).get('str_knee_ext_left')).toBeCloseTo(1.4614, 4)
  })

  test('1.46 of 1.78 is a limb symmetry of 82.0 %: a possible deficit', () => {
    const lsi = value('lsi_knee_ext', { str_knee_ext_left: 1.46, str_knee_ext_right: 1.78 })
    expect(lsi).toBeCloseTo(82.0, 1)
    expect(bandOf(Number(lsi), defaultLimits)).toBe('possible')
    expect([90, 89.9, 80, 79.9].map((one) => bandOf(one, defaultLimits))).toEqual([
      'symmetric',
      'possible',
      'possible',
      'deficit',
    ])
    const clinic = { ...defaultLimits, lsi_symmetric_pct: 95, lsi_deficit_pct: 85 }
    expect([95, 94.9, 85, 84.9].map((one) => bandOf(one, clinic))).toEqual([
      'symmetric',
      'possible',
      'possible',
      'deficit',
    ])
  })

  test('a woman of 34 with 1.46 at 60° is below her line of 1.56', () => {
    expect(value('knee_ext_low', { str_knee_ext_left: 1.46, str_knee_ext_position: '60' })).toBe('yes')
    expect(value('knee_ext_low', { str_knee_ext_left: 1.56, str_knee_ext_position: '60' })).toBe('no')
    expect(value('knee_ext_low', { str_knee_ext_left: 1.46 })).toBeNull()
  })

  test('a woman of 34 with 15 heel raises: norm 27, gap 12, 55.6 %', () => {
    const raises = found({ func_heel_raise_left: 15 })
    expect(raises.heel_raise_norm.value).toBe(27)
    expect(raises.heel_raise_gap.value).toBe(12)
    expect(raises.heel_raise_norm_pct.value).toBeCloseTo(55.6, 1)
    expect(raises.heel_raise_diff.value).toBeNull()
  })
})

describe('reference values', () => {
  test.each([
    [18, null],
    [19, 22],
    [35, 22],
    [36, null],
    [59, null],
    [60, 12],
    [69, 11],
    [89, 8],
    [90, null],
  ] as const)('sit-to-stand of a woman of %i', (age, line) => {
    expect(sitToStandLine(age, 'female')).toBe(line)
  })

  test('22 is not low at 34, 21 is; 40 has no norm', () => {
    expect(value('sts30_low', { func_sts30: 22 })).toBe('no')
    expect(value('sts30_low', { func_sts30: 21 })).toBe('yes')
    expect(value('sts30_low', { func_sts30: 21 }, { ageYears: 40 })).toBeNull()
    expect(value('sts30_low', { func_sts30: 12 }, { ageYears: 62, sex: 'male' })).toBe('yes')
  })

  test('heel raises by age; 16 to 19 use the next row', () => {
    expect(heelRaiseNorm(17, 'male')).toBe(37)
    expect(heelRaiseNorm(80, 'female')).toBe(14)
    expect(heelRaiseNorm(55, 'male')).toBe(23)
    expect(heelRaiseNorm(null, 'male')).toBeNull()
  })

  test.each<[Sex, number]>([
    ['intersex', 29.5],
    ['prefer_not_to_say', 29.5],
  ])('%s uses the mean of both columns', (sex, norm) => {
    expect(heelRaiseNorm(34, sex)).toBe(norm)
    expect(sitToStandLine(60, sex)).toBe(13)
    expect(kneeExtensionLine('60', 34, sex, defaultLimits)).toBeCloseTo(1.875, 6)
  })

  test('knee extension lines; older people have none at 90°, minors none at all', () => {
    expect(kneeExtensionLine('90', 64, 'male', defaultLimits)).toBe(1.875)
    expect(kneeExtensionLine('60', 65, 'male', defaultLimits)).toBe(1.305)
    expect(kneeExtensionLine('60', 65, 'female', defaultLimits)).toBe(1.05)
    expect(kneeExtensionLine('90', 65, 'female', defaultLimits)).toBeNull()
    expect(kneeExtensionLine('60', 17, 'female', defaultLimits)).toBeNull()
    expect(kneeExtensionLine(null, 34, 'female', defaultLimits)).toBeNull()
  })

  test('a clinic may say how much of the bound is low, and from what age somebody is older', () => {
    const clinic = { ...defaultLimits, knee_ext_low_pct: 80, knee_ext_older_years: 60 }
    expect(kneeExtensionLine('60', 59, 'female', clinic)).toBeCloseTo(1.664, 6)
    expect(kneeExtensionLine('60', 60, 'female', clinic)).toBeCloseTo(1.12, 6)
    const measured = { str_knee_ext_left: 1.6, str_knee_ext_position: '60' }
    expect(value('knee_ext_low', measured)).toBe('no')
    expect(value('knee_ext_low', measured, { limits: clinic })).toBe('yes')
    expect(value('knee_ext_low', measured, { limits: clinic, ageYears: 60 })).toBe('no')
  })
})

describe('clusters and scores', () => {
  const three = (a: string | null, b: string | null, c: string | null) => ({
    test_resisted_extension_pain_left: a,
    test_squat_pain_left: b,
    palp_patellar_facets_left: c,
  })
  test.each([
    [three('positive', 'positive', null), 2],
    [three('positive', 'positive', 'positive'), 3],
    [three('positive', 'normal', 'normal'), 1],
    [three('positive', 'normal', 'not_tested'), null],
    [three('normal', 'normal', 'unclear'), null],
    [three('normal', 'normal', 'normal'), 0],
  ])('the kneecap cluster of %j is %s', (values, count) => {
    expect(value('pfp_cluster', values)).toBe(count)
  })

  test.each([
    [['none'], 0],
    [['arms', 'pelvis'], 2],
    [['trunk', 'knee_second_toe', 'knee_inner_foot'], 3],
    [['arms', 'trunk', 'pelvis', 'knee_inner_foot', 'unsteady'], 6],
  ])('a step-down of %j scores %i', (seen, score) => {
    expect(value('func_stepdown_score', { func_stepdown_items_left: seen })).toBe(score)
  })

  test('nothing ticked is not assessed', () => {
    expect(value('func_stepdown_score', {})).toBeNull()
    expect(value('wells_dvt_score', {})).toBeNull()
    expect(value('ottawa_positive', { rom_knee_flexion_deg_left: 130 })).toBeNull()
  })

  test('the Wells score counts, subtracts, and is not valid in pregnancy', () => {
    const ticked = { wells_items: ['leg_swollen', 'calf_larger', 'alternative_likely'] }
    expect(value('wells_dvt_score', ticked)).toBe(0)
    expect(value('wells_dvt_score', { wells_items: ['none'] })).toBe(0)
    const pregnant = { intake: map({ medical_conditions: ['pregnancy'] }) }
    expect(value('wells_dvt_score', ticked, pregnant)).toBeNull()
  })

  test('the examination replaces the reported bend in the Ottawa rule', () => {
    const intake = map({
      rf_trauma: 'yes',
      rf_trauma_days: 2,
      age_years: 30,
      rf_bend_90: 'no',
      rf_weight_bearing_initial: 'yes',
      rf_weight_bearing_now: 'limp',
    })
    const examined = {
      test_patella_isolated_tender_left: 'normal',
      test_fibular_head_tender_left: 'normal',
      rom_knee_flexion_deg_left: 110,
    }
    expect(value('ottawa_positive', {}, { intake })).toBe('yes')
    expect(value('ottawa_positive', examined, { intake })).toBe('no')
    expect(value('ottawa_positive', { ...examined, rom_knee_flexion_deg_left: 80 }, { intake })).toBe('yes')
    // The other knee can only make it positive, and only by what was examined there.
    const other = { ...examined, test_fibular_head_tender_right: 'positive' }
    expect(value('ottawa_positive', other, { intake })).toBe('yes')
    expect(
      value('ottawa_positive', { test_fibular_head_tender_right: 'positive' }, { intake, indexSide: null }),
    ).toBe('yes')
  })
})

describe('sides', () => {
  test('differences are other side minus index side', () => {
    const of = found({
      flex_wblt_deg_left: 30,
      flex_wblt_deg_right: 36,
      flex_prone_knee_bend_deg_left: 130,
      flex_prone_knee_bend_deg_right: 126,
      func_heel_raise_left: 15,
      func_heel_raise_right: 20,
    })
    expect(of.wblt_diff_deg.value).toBe(6)
    expect(of.wblt_diff_deg.right).toBe(-6)
    expect(of.prone_bend_diff_deg.value).toBe(-4)
    expect([of.heel_raise_diff.value, of.heel_raise_diff_pct.value]).toEqual([5, 25])
    expect(of.side_heel_raise_pct.value).toBe(25)
  })

  test('with both sides symptomatic there is no symmetry, but still a difference of hips and calves', () => {
    const values = {
      str_knee_ext_left: 1.4,
      str_knee_ext_right: 1.8,
      flex_wblt_cm_left: 5,
      flex_wblt_cm_right: 9,
      rom_hip_ir_deg_left: 40,
      rom_hip_ir_deg_right: 28,
      obs_calf_girth_cm_left: 36,
      obs_calf_girth_cm_right: 39,
    }
    const of = found(values, { affected: 'both', indexSide: 'right' })
    expect([of.lsi_knee_ext.value, of.wblt_diff_cm.value]).toEqual([null, null])
    expect([of.rom_hip_ir_loss_deg.value, of.calf_girth_diff_cm.value]).toEqual([12, 3])
  })

  test('equally bad sides: what fires wins, and an unexamined side is no good one', () => {
    const equal = { affected: 'both', indexSide: 'equal' } as const
    expect(value('heel_raise_gap', { func_heel_raise_left: 26, func_heel_raise_right: 15 }, equal)).toBe(12)
    expect(value('heel_raise_gap', { func_heel_raise_left: 26 }, equal)).toBeNull()
    expect(value('heel_raise_gap', { func_heel_raise_left: 15 }, equal)).toBe(12)
    const low = { str_knee_ext_position: '60', str_knee_ext_left: 1.4 }
    expect(value('knee_ext_low', low, equal)).toBe('yes')
    expect(value('knee_ext_low', { ...low, str_knee_ext_left: 2 }, equal)).toBeNull()
  })

  test('without a known side nothing is said of one', () => {
    const none = { affected: null, indexSide: null } as const
    expect(value('lsi_knee_ext', { str_knee_ext_left: 1, str_knee_ext_right: 2 }, none)).toBeNull()
    expect(value('heel_raise_gap', { func_heel_raise_left: 15 }, none)).toBeNull()
    expect(value('n_palp_recorded', { palp_calf_left: 'normal' }, none)).toBeNull()
  })

  test('an other side of 0 gives no symmetry', () => {
    expect(limbSymmetry(1, 0)).toBeNull()
    expect(value('lsi_hop', { func_hop_single_cm_left: 90, func_hop_single_cm_right: 0 })).toBeNull()
    expect(value('heel_raise_diff_pct', { func_heel_raise_left: 2, func_heel_raise_right: 0 })).toBeNull()
  })

  test('only a known value is recorded', () => {
    const of = { palp_calf_left: 'normal', palp_fat_pad_left: 'not_tested', palp_quad_tendon_right: 'normal' }
    expect(value('n_palp_recorded', of)).toBe(1)
    expect(value('n_func_recorded', { func_sts30: 20, func_squat_sl_quality_left: 'not_tested' })).toBe(1)
  })
})

describe('change over time', () => {
  const set = { str_knee_ext_position: '60', device_strength: 'belt' }
  const earlier = [
    map({
      ...set,
      str_knee_ext_left: 1.2,
      test_noble_nprs_left: 6,
      func_stepdown_items_left: ['trunk', 'pelvis'],
    }),
    map({ ...set, str_knee_ext_left: 1.35 }),
  ]
  const now = { ...set, str_knee_ext_left: 1.5, test_noble_nprs_left: 2, func_stepdown_items_left: ['none'] }

  test('compares the newest with the first', () => {
    const of = found(now, { earlier })
    expect(of.chg_knee_ext_pct.value).toBeCloseTo(25, 6)
    expect(of.chg_noble_nprs.value).toBe(-4)
    expect(of.chg_stepdown.value).toBe(-2)
  })

  test('one date is no change', () => {
    const of = found(now)
    expect([of.chg_knee_ext_pct.value, of.chg_stepdown.value, of.chg_hip_abd_pct.value]).toEqual([
      null,
      null,
      null,
    ])
  })

  test('another device, another angle or an unknown one is not compared', () => {
    expect(value('chg_knee_ext_pct', { ...now, device_strength: 'hand' }, { earlier })).toBeNull()
    expect(value('chg_knee_ext_pct', { ...now, str_knee_ext_position: '90' }, { earlier })).toBeNull()
    expect(value('chg_knee_ext_pct', { str_knee_ext_left: 1.5 }, { earlier })).toBeNull()
  })
})

describe('trials', () => {
  test('strength and counts take the best, angles the mean', () => {
    const raw: Raw = {
      func_hop_single_cm_left: [110, 124, 119],
      flex_slr_deg_left: [70, 74, 75],
      str_leg_press_6rm_right: [40, 42.5],
      func_heel_raise_left: [18, 22, 20],
      func_plank_s: [40, 55],
    }
    const values = measuredValues(raw, 70)
    expect(values.get('func_hop_single_cm_left')).toBe(124)
    expect(values.get('flex_slr_deg_left')).toBe(73)
    expect(values.get('str_leg_press_6rm_right')).toBe(42.5)
    expect([values.get('func_heel_raise_left'), values.get('func_plank_s')]).toEqual([22, 55])
  })

  test('without lever or weight there is no torque', () => {
    expect(measuredValues({ str_hip_abd_force_left: [120] }, 70).has('str_hip_abd_left')).toBe(false)
    const raw: Raw = { str_hip_abd_force_left: [120], str_hip_abd_lever_m: 0.4 }
    expect(measuredValues(raw, null).has('str_hip_abd_left')).toBe(false)
  })
})

const sidedNumbers = [
  'str_knee_ext',
  'str_hip_abd',
  'func_hop_single_cm',
  'func_heel_raise',
  'func_bridge_sl',
  'flex_wblt_deg',
  'flex_prone_knee_bend_deg',
  'rom_hip_ir_deg',
  'obs_calf_girth_cm',
  'test_noble_nprs',
]
const sidedTests = ['test_squat_pain', 'test_resisted_extension_pain', 'palp_patellar_facets', 'palp_calf']
const halves = fc.record({
  numbers: fc.array(fc.option(fc.double({ min: 0, max: 200, noNaN: true })), {
    minLength: 20,
    maxLength: 20,
  }),
  tests: fc.array(fc.option(fc.constantFrom('normal', 'positive', 'unclear')), {
    minLength: 8,
    maxLength: 8,
  }),
})
const swap = (id: string) => id.replace(/_(left|right)$/, (_, side) => (side === 'left' ? '_right' : '_left'))
const swapped = (values: RuleValues): RuleValues => new Map([...values].map(([id, one]) => [swap(id), one]))
const valuesOf = (half: { numbers: (number | null)[]; tests: (string | null)[] }): RuleValues => {
  const names = (ids: string[]) => ids.flatMap((id) => [`${id}_left`, `${id}_right`])
  return new Map<string, RuleValue>([
    ...names(sidedNumbers).map((name, i) => [name, half.numbers[i] ?? null] as const),
    ...names(sidedTests).map((name, i) => [name, half.tests[i] ?? null] as const),
  ])
}

describe('properties', () => {
  test('swapping the sides mirrors every finding', () => {
    fc.assert(
      fc.property(
        halves,
        halves,
        fc.constantFrom('left', 'right', 'both'),
        fc.constantFrom('left', 'right', 'equal'),
        (half, before, affected, indexSide) => {
          const flip = <T extends string>(side: T) =>
            (side === 'left' ? 'right' : side === 'right' ? 'left' : side) as T
          const [values, earlier] = [valuesOf(half), valuesOf(before)]
          const one = computedFindings(values, { ...base, affected, indexSide, earlier: [earlier] })
          const two = computedFindings(swapped(values), {
            ...base,
            affected: flip(affected),
            indexSide: flip(indexSide),
            earlier: [swapped(earlier)],
          })
          for (const [id, finding] of Object.entries(one)) {
            const mirror = two[id as ComputedId]
            expect(mirror.value).toEqual(finding.value)
            expect([mirror.left, mirror.right]).toEqual([finding.right, finding.left])
          }
        },
      ),
    )
  })

  test('no finding is made of nothing: a missing input never becomes 0', () => {
    const nothing = Object.entries(found({}))
    const counts = ['n_palp_recorded', 'n_func_recorded']
    for (const [id, finding] of nothing) {
      if (id === 'heel_raise_norm') continue
      expect(finding.value).toBe(counts.includes(id) ? 0 : null)
    }
    expect([...findingValues(new Map(), base).keys()].sort()).toEqual(['heel_raise_norm', ...counts].sort())
  })

  test('the unit cancels out of the symmetry: newton, torque and torque by weight agree', () => {
    const force = fc.double({ min: 10, max: 1500, noNaN: true })
    fc.assert(
      fc.property(
        force,
        force,
        fc.double({ min: 0.05, max: 0.6, noNaN: true }),
        fc.double({ min: 25, max: 300, noNaN: true }),
        (a, b, lever, weight) => {
          const byForce = Number(limbSymmetry(a, b))
          const byTorque = Number(limbSymmetry(torquePerKg(a, lever, weight), torquePerKg(b, lever, weight)))
          const byMass = Number(limbSymmetry(percentBodyMass(a, weight), percentBodyMass(b, weight)))
          expect(byTorque).toBeCloseTo(byForce, 6)
          expect(byMass).toBeCloseTo(byForce, 6)
        },
      ),
    )
  })
})
