import { expect, test } from 'vitest'
import { fullContext } from '#lib/assessment/context/rules.ts'
import { measuredValues } from '#lib/assessment/measured/rules.ts'
import { standsOut } from '#lib/assessment/reading/rules.ts'
import type { StoredContext } from '#lib/assessment/record/schema.ts'
import { computedFindings } from '#lib/assessment/rules.ts'
import type { Raw } from '#lib/assessment/schema.ts'
import { assessmentItems } from '#lib/content/assessment/index.ts'
import type { AssessmentItem } from '#lib/content/assessment/types.ts'
import { defaultLimits as limits } from '#lib/content/limits/index.ts'

const context: StoredContext = {
  affected: 'left',
  indexSide: 'left',
  ageYears: 34,
  sex: 'female',
  weightKg: 70,
}

function outstanding(raw: Raw) {
  const values = measuredValues(raw, context.weightKg)
  const computed = computedFindings(values, fullContext(context, { intake: new Map(), limits }, []))
  return standsOut({ raw, context, values, computed, limits })
}

/** Lines of the specification for one value alone (assessment.md 2, 5 and 8). */
test.each([
  ['func_hop_pain_left', [3, 9], [0, 2]],
  ['gait_pain', [3, 8], [0, 2]],
  ['rom_knee_flexion_deg_left', [60, 89], [90, 140]],
  ['rom_hip_flexion_deg_left', [60, 109], [110, 120]],
  ['obs_foot_posture_left', [-1, 6, 11], [0, 5]],
  ['rom_knee_extension_deficit_deg_left', [5], [4, -10]],
] as const)('%s stands out beyond its line and not up to it', (name, found, calm) => {
  for (const value of found) expect(outstanding({ [name]: [value] })).toHaveLength(1)
  for (const value of calm) expect(outstanding({ [name]: [value] })).toEqual([])
})

/** Of these the specification says no more than that they are recorded. */
const recordOnly = [
  ...['obs_alignment', 'str_ankle_pf', 'gait_surface', 'gait_speed_kmh', 'gait_foot_strike'],
  ...['gait_knee_flex_ic_deg', 'gait_tibia_ic_deg', 'gait_pelvic_drop_deg'],
]

/** What may be entered at its worst: every option, and the ends of a number beside nothing and beside each other. */
function extremes({ id, sided, input }: AssessmentItem): Raw[] {
  const both = (left: unknown, right: unknown) =>
    (sided ? { [`${id}_left`]: left, [`${id}_right`]: right } : { [id]: left }) as Raw
  const alone = (value: unknown) => (sided ? both(value, undefined) : both(value, value))
  switch (input.kind) {
    case 'number':
      return [input.min, input.max].flatMap((one) => [
        alone([one]),
        both([one], [input.min + input.max - one]),
        both([one || 1], [input.min + input.max - one || 1]),
      ])
    case 'force':
      return [
        {
          [`${id}_force_left`]: [60],
          [`${id}_force_right`]: [300],
          [`${id}_lever_m`]: 0.33,
          [`${id}_position`]: '60',
          device_strength: 'belt',
        },
      ]
    case 'result':
      return [alone('positive')]
    case 'choice':
      return input.options.map(({ value }) => alone(value))
    case 'list':
      return [alone(input.options.map(({ value }) => value).filter((value) => value !== 'none'))]
  }
}

test('whatever is examined can stand out, but what is only recorded', () => {
  const silent = assessmentItems.filter(
    (item) => !extremes(item).some((raw) => outstanding(raw).some(({ id }) => id === item.id)),
  )
  expect(silent.map(({ id }) => id)).toEqual(recordOnly)
})
