import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allFields, formSections, sectionFields } from '#lib/assessment/fields/schema.ts'
import { measuredValues } from '#lib/assessment/measured/rules.ts'
import { minimumRows } from '#lib/assessment/minimum/rules.ts'
import { readDocument } from '#lib/assessment/record/schema.ts'
import { type Raw, readSection, saveInput } from '#lib/assessment/schema.ts'
import {
  leftOut,
  progressOf,
  stopReason,
  strengthErrors,
  unusualFields,
  unusualValues,
} from '#lib/assessment/stop/rules.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

const id = '0190a000-0000-7000-8000-000000000000'

describe('reading a section', () => {
  test('takes numbers as people type them', () => {
    const { values, errors } = readSection('observation', {
      obs_knee_girth_cm_left: '38,5',
      rom_knee_extension_deficit_deg_right: '\u22125',
      rom_knee_flexion_deg_left: ['135', '', '140'],
      rom_hip_ir_deg_left: '30/32 31',
      obs_walk: 'normal',
    })
    expect(errors).toEqual({})
    expect(values).toEqual({
      obs_walk: 'normal',
      obs_knee_girth_cm_left: 38.5,
      rom_knee_extension_deficit_deg_right: [-5],
      rom_knee_flexion_deg_left: [135, 140],
      rom_hip_ir_deg_left: [30, 32, 31],
    })
  })

  test.each([
    ['observation', 'rom_knee_flexion_deg_left', '171', 'Please enter a whole number, 0 to 170°.'],
    ['observation', 'rom_knee_flexion_deg_left', '99.5', 'Please enter a whole number, 0 to 170°.'],
    ['observation', 'rom_knee_flexion_deg_left', 'abc', 'Please enter a whole number, 0 to 170°.'],
    ['observation', 'rom_knee_flexion_deg_left', '1 2 3 4', 'Please enter at most three trials.'],
    ['observation', 'obs_knee_girth_cm_left', '10', 'Please enter a number, 20 to 80 cm.'],
    ['observation', 'obs_knee_girth_cm_left', '30 31', 'Please enter a number, 20 to 80 cm.'],
    ['gait', 'gait_tibia_ic_deg_left', '-21', 'Please enter a whole number, \u221220 to 30°.'],
    ['palpation', 'palp_calf_left', 'maybe', 'Please choose from the list.'],
    ['kneecap', 'test_noble_nprs_left', '11', 'Please enter a whole number, 0 to 10.'],
    [
      'function',
      'func_stepdown_items_left',
      ['none', 'arms'],
      'Please choose either nothing seen, or what is seen.',
    ],
    ['palpation', 'palp_calf_note', 'x'.repeat(501), 'Please use at most 500 characters.'],
  ] as const)('%s: %s refuses %j', (section, name, posted, message) => {
    expect(readSection(section, { [name]: posted }).errors).toEqual({ [name]: message })
  })

  test('an empty field is not recorded, and other sections are left alone', () => {
    const { values } = readSection('palpation', { palp_calf_left: '', gait_pain: '4', palp_fat_pad_left: [] })
    expect(values).toEqual({})
  })

  test('whatever is posted, nothing is thrown and what is kept can be read again', () => {
    const names = fc.constantFrom(...allFields.map((field) => field.name))
    fc.assert(
      fc.property(
        fc.constantFrom(...formSections),
        fc.dictionary(names, fc.anything()),
        (section, posted) => {
          const { values } = readSection(section, posted)
          expect(readDocument({ raw: values }).raw).toEqual(values)
          expect(readSection(section, values)).toEqual({ values, errors: {} })
        },
      ),
    )
  })

  test('a wrong field is named beside those that can be saved', () => {
    const of = {
      caseId: id,
      assessmentId: id,
      section: 'observation',
      revision: '',
      rom_hip_ir_deg_left: '99',
      rom_hip_ir_deg_right: '35',
    }
    const { values, errors } = saveInput.parse(of)
    expect(values).toEqual({ rom_hip_ir_deg_right: [35] })
    expect(Object.keys(errors)).toEqual(['rom_hip_ir_deg_left'])
  })
})

describe('a stored document', () => {
  test('leaves out what is none of its fields', () => {
    const document = readDocument({ raw: { obs_walk: 'normal', other: 1, gait_pain: 'x' }, stopped: 3 })
    expect(document).toMatchObject({ raw: { obs_walk: 'normal' }, testers: {}, stopped: null })
    expect(document.context).toMatchObject({ affected: null, weightKg: null })
    expect(readDocument(null).raw).toEqual({})
    expect(readDocument({ text: 'old' }).raw).toEqual({})
  })
})

describe('stopping', () => {
  test('a test pain above 5 stops, 5 does not', () => {
    expect(stopReason({ test_noble_nprs_left: 5 }, 'none')).toBeNull()
    expect(stopReason({ test_noble_nprs_left: 6 }, 'none')).toContain('Noble compression, pain, left')
    expect(stopReason({ func_hop_pain_right: 7 }, 'monitor')).not.toBeNull()
    expect(stopReason({ test_mcmurray_left: 'unclear', test_mcmurray_nprs_left: 6 }, 'none')).not.toBeNull()
  })

  test('a pain that was left behind when the result was taken back stops nothing and is no value', () => {
    for (const left of [{}, { test_mcmurray_left: 'not_tested' }]) {
      const raw = { ...left, test_mcmurray_nprs_left: 6 }
      expect(stopReason(raw, 'none')).toBeNull()
      expect(measuredValues(raw, 60).has('test_mcmurray_nprs_left')).toBe(false)
    }
    const noble = { test_noble_left: 'not_tested', test_noble_nprs_left: 6 }
    expect(stopReason(noble, 'none')).toBeNull()
    expect(measuredValues(noble, 60).has('test_noble_nprs_left')).toBe(false)
    const normal = { test_mcmurray_left: 'normal', test_mcmurray_nprs_left: 6 }
    expect(stopReason(normal, 'none')).not.toBeNull()
    expect(measuredValues(normal, 60).get('test_mcmurray_nprs_left')).toBe(6)
  })

  test('a pain that is always asked for counts by itself, and its test was not left out', () => {
    const raw = { test_noble_nprs_left: 6 }
    expect(measuredValues(raw, 60).get('test_noble_nprs_left')).toBe(6)
    expect(leftOut(raw).test_noble_left).toBeUndefined()
    expect(leftOut(raw).test_noble_right).toBe('not_tested')
  })

  test.each(['emergency', 'same_day'] as const)('an open flag of %s stops', (level) => {
    expect(stopReason({}, level)).not.toBeNull()
    expect(stopReason({}, 'urgent_referral')).toBeNull()
  })

  test('leaves out the provocative tests that have no result', () => {
    const raw: Raw = { test_noble_left: 'positive' }
    const out = leftOut(raw)
    expect(out.test_noble_right).toBe('not_tested')
    expect(out.test_squat_pain_left).toBe('not_tested')
    expect(out).not.toHaveProperty('test_noble_left')
    expect(out).not.toHaveProperty('test_lachman_left')
    expect(out).not.toHaveProperty('palp_calf_left')
  })
})

describe('second looks', () => {
  test('inside the limits and outside what is usual asks, usual does not', () => {
    const names = (raw: Raw) => unusualFields(raw).map((field) => field.name)
    expect(names({ rom_knee_flexion_deg_left: [12] })).toEqual(['rom_knee_flexion_deg_left'])
    expect(names({ rom_knee_flexion_deg_left: [135], obs_walk: 'normal' })).toEqual([])
  })

  test('kilogram entered as newton come out so weak that it is asked about', () => {
    const raw: Raw = { str_knee_ext_force_left: [31.6], str_knee_ext_lever_m: 0.33 }
    expect(unusualFields(raw)).toEqual([])
    expect(unusualValues(raw, 70)).toEqual([
      'Knee extension, left: 31.6 N works out at 0.15 N·m/kg; newton or kilogram?',
    ])
    expect(unusualValues({ ...raw, str_knee_ext_force_left: [64] }, 70)).toEqual([])
    expect(unusualValues(raw, null)).toEqual([])
  })

  test('a force on a scale is refused at its own field', () => {
    const raw: Raw = { device_strength: 'scale', str_knee_ext_kg_left: [140], str_knee_ext_lever_m: 0.6 }
    expect(Object.keys(strengthErrors(raw, 60))).toEqual(['str_knee_ext_kg_left'])
    expect(progressOf(raw, 'strength').done).toBe(1)
  })

  test('a torque that nobody has is refused at the force', () => {
    const raw: Raw = { str_knee_ext_force_left: [900], str_knee_ext_lever_m: 0.6 }
    expect(Object.keys(strengthErrors(raw, 60))).toEqual(['str_knee_ext_force_left'])
    expect(strengthErrors(raw, 100)).toEqual({})
    expect(strengthErrors(raw, null)).toEqual({})
  })

  test('progress counts findings, not notes', () => {
    expect(progressOf({ palp_calf_left: 'normal', palp_calf_note: 'x' }, 'palpation')).toEqual({
      section: 'palpation',
      done: 1,
      of: 26,
    })
    expect(sectionFields('finish').length).toBe(3)
  })
})

describe('the minimum data set', () => {
  const all = {
    obs_walk: 'normal',
    test_sweep_grade_left: 'zero',
    rom_knee_flexion_deg_left: 140,
    rom_knee_extension_deficit_deg_left: 0,
    n_palp_recorded: 3,
    test_squat_pain_left: 'unable',
    rf_trauma: 'no',
    giving_way: 'never',
    rom_hip_ir_deg_left: 35,
    n_func_recorded: 1,
    safety_age_days: 14,
    red_flags_reviewed: 'yes',
    age_years: 34,
  }
  const open = (values: Record<string, RuleValue>) =>
    minimumRows(new Map(Object.entries(values)), 'left', defaultLimits)
      .filter((row) => !row.met)
      .map((row) => row.id)

  test('is met when every rule is true', () => {
    expect(open(all)).toEqual([])
  })

  test.each([
    ['walking_effusion_range', { test_sweep_grade_left: 'not_tested' }],
    ['palpation', { n_palp_recorded: 0 }],
    ['squat', { test_squat_pain_left: 'not_tested' }],
    ['ligaments', { giving_way: 'daily', test_lachman_left: 'normal' }],
    ['hip', { rom_hip_ir_deg_left: null }],
    ['function', { n_func_recorded: 0 }],
    ['safety', { safety_age_days: 15 }],
    ['statement', { red_flags_reviewed: 'no' }],
    ['guardian', { age_years: 17 }],
  ])('%s is named when it is missing', (row, changed) => {
    expect(open({ ...all, ...changed })).toEqual([row])
  })

  test('the other side is no substitute', () => {
    expect(open({ ...all, rom_hip_ir_deg_left: null, rom_hip_ir_deg_right: 35 })).toEqual(['hip'])
  })
})
