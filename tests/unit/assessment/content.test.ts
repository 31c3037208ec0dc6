import { describe, expect, test } from 'vitest'
import { allFields, placeOf } from '#lib/assessment/fields/schema.ts'
import { computedIds } from '#lib/assessment/rules.ts'
import { stepdownPoints } from '#lib/content/assessment/function.ts'
import { assessmentItems, itemsOf } from '#lib/content/assessment/index.ts'
import { minimumWith } from '#lib/content/assessment/minimum.ts'
import { assessmentSections } from '#lib/content/assessment/types.ts'
import { wellsItems } from '#lib/content/flags/wells.ts'
import { assessmentIds } from '#lib/content/ids/assessment.ts'
import { clinicalIds } from '#lib/content/ids.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { loadRule } from '#lib/rules/parse.ts'

const typeOf = {
  number: 'number',
  force: 'number',
  result: 'option',
  choice: 'option',
  list: 'list',
} as const
/** Ticked for the Wells score; rules read the score. */
const items = assessmentItems.filter((item) => item.id !== 'wells_items')

describe('the content of the assessment', () => {
  test.each(items.map((item) => [item.id, item] as const))('%s is what rules take it for', (id, item) => {
    const spec = assessmentIds[id]
    expect(spec?.type).toBe(typeOf[item.input.kind])
    expect(spec?.sided ?? false).toBe(item.sided)
    if (spec && 'options' in spec && spec.options) {
      const own =
        item.input.kind === 'result'
          ? ['normal', 'positive', 'unclear', 'unable', 'not_tested']
          : 'options' in item.input
            ? item.input.options.map((option) => option.value)
            : []
      expect([...own].sort()).toEqual([...spec.options].sort())
    }
  })

  test('every id that a rule may read is entered or computed', () => {
    const entered = new Set([
      ...items.map((item) => item.id),
      ...computedIds,
      'red_flags_reviewed',
      'guardian_consent',
    ])
    const results = items.filter((item) => item.input.kind === 'result').map((item) => `${item.id}_nprs`)
    for (const id of results) entered.add(id)
    expect(Object.keys(assessmentIds).filter((id) => !entered.has(id))).toEqual([])
    expect(computedIds.filter((id) => !assessmentIds[id])).toEqual([])
  })

  test('ids and names of fields are unique', () => {
    const ids = assessmentItems.map((item) => item.id)
    expect(new Set(ids).size).toBe(ids.length)
    const names = allFields.map((field) => field.name)
    expect(new Set(names).size).toBe(names.length)
  })

  test.each(assessmentItems.map((item) => [item.id, item] as const))(
    '%s says how and names a source',
    (_, item) => {
      expect(item.label.length).toBeGreaterThan(2)
      expect(item.how.length).toBeGreaterThan(3)
      expect(item.source).toMatch(/^(–|(\[(GK|EO|\d+)\])+)$/)
      if (item.input.kind === 'result') expect(item.positive).toBeTruthy()
      if (item.input.kind === 'number') {
        expect(item.input.usual[0]).toBeGreaterThanOrEqual(item.input.min)
        expect(item.input.usual[1]).toBeLessThanOrEqual(item.input.max)
      }
    },
  )

  test('limits are those of the specification', () => {
    const limits = Object.fromEntries(
      assessmentItems.flatMap((item) =>
        item.input.kind === 'number' || item.input.kind === 'force'
          ? [[item.id, [item.input.min, item.input.max]]]
          : [],
      ),
    )
    expect(limits).toEqual({
      obs_knee_girth_cm: [20, 80],
      obs_thigh_girth_cm: [25, 100],
      obs_calf_girth_cm: [20, 70],
      obs_foot_posture: [-12, 12],
      rom_knee_flexion_deg: [0, 170],
      rom_knee_extension_deficit_deg: [-20, 60],
      rom_hip_ir_deg: [0, 80],
      rom_hip_er_deg: [0, 90],
      rom_hip_flexion_deg: [0, 150],
      test_extensor_lag_deg: [0, 60],
      func_sts30: [0, 60],
      func_heel_raise: [0, 80],
      func_bridge_sl: [0, 80],
      func_side_plank_s: [0, 300],
      func_plank_s: [0, 600],
      func_balance_sl_s: [0, 60],
      func_hop_single_cm: [0, 300],
      func_hop_triple_cm: [0, 900],
      func_hop_pain: [0, 10],
      str_knee_ext: [0, 6],
      str_knee_flex: [0, 4],
      str_hip_abd: [0, 4],
      str_hip_er: [0, 3],
      str_hip_ext: [0, 5],
      str_ankle_pf: [0, 4],
      str_leg_press_6rm: [0, 400],
      flex_thomas_hip_deg: [-40, 60],
      flex_thomas_knee_deg: [0, 140],
      flex_prone_knee_bend_deg: [60, 170],
      flex_popliteal_deg: [0, 90],
      flex_slr_deg: [0, 150],
      flex_ober_deg: [-40, 60],
      flex_wblt_deg: [0, 70],
      flex_wblt_cm: [0, 25],
      gait_speed_kmh: [4, 25],
      gait_cadence_spm: [100, 240],
      gait_knee_flex_ic_deg: [-5, 60],
      gait_tibia_ic_deg: [-20, 30],
      gait_pelvic_drop_deg: [0, 25],
      gait_pain: [0, 10],
    })
  })

  test('every section has items and every item a section', () => {
    for (const section of assessmentSections) expect(itemsOf(section).length).toBeGreaterThan(4)
    expect(assessmentSections.flatMap(itemsOf)).toHaveLength(assessmentItems.length)
  })

  test('palpation and function count what section 3 and section 5 list', () => {
    expect(itemsOf('palpation')).toHaveLength(13)
    expect(itemsOf('function')).toHaveLength(11)
  })

  test('the list of the Wells score is the score', () => {
    const list = assessmentItems.find((item) => item.id === 'wells_items')
    const own = list && 'options' in list.input ? list.input.options.map((option) => option.value) : []
    expect(own.filter((id) => id !== 'none')).toEqual(wellsItems.map((item) => item.id))
  })

  test('every thing seen at the step-down has its points', () => {
    const spec = assessmentIds.func_stepdown_items
    expect(Object.keys(stepdownPoints).sort()).toEqual(spec?.type === 'list' ? [...spec.options].sort() : [])
  })

  test('every finding has a place where it is entered', () => {
    const nowhere = [...Object.keys(assessmentIds), ...computedIds].filter((id) => placeOf(id) === null)
    expect(nowhere).toEqual([])
    expect(placeOf('lsi_knee_ext')).toEqual({ section: 'strength', name: 'str_knee_ext_force_left' })
    expect(placeOf('gait_cadence_spm')).toEqual({ section: 'gait', name: 'gait_cadence_spm' })
    expect(placeOf('nothing_of_the_kind')).toBeNull()
  })

  test.each(minimumWith(defaultLimits).map((row) => [row.id, row.rule] as const))(
    'the rule of %s loads',
    (_, rule) => {
      expect(() => loadRule(rule, clinicalIds)).not.toThrow()
    },
  )
})
