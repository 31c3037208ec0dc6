import type { ComputedFindings } from '#lib/assessment/rules.ts'
import type { AssessmentItem, Side } from '#lib/content/assessment/types.ts'
import { wellsLikely } from '#lib/content/flags/wells.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import type { RuleValues } from '#lib/rules/registry.ts'

type Examined = {
  readonly values: RuleValues
  readonly computed: ComputedFindings
  /** Those of the clinic. */
  readonly limits: Limits
}

const key = (id: string, side: Side | null) => (side ? `${id}_${side}` : id)

/** What counts as a finding of its own: a positive test, effusion, a limp, a value beyond its line. */
export function isMarked(item: AssessmentItem, side: Side | null, exam: Examined): boolean {
  const { values, computed } = exam
  const value = values.get(key(item.id, side)) ?? null
  const number = typeof value === 'number' ? value : null
  switch (item.id) {
    case 'obs_walk':
      return value !== null && value !== 'normal'
    case 'test_sweep_grade':
      return value === 'one_plus' || value === 'two_plus' || value === 'three_plus'
    case 'func_squat_sl_quality':
      return value === 'poor'
    case 'func_sts30':
      return computed.sts30_low.value === 'yes'
    case 'wells_items':
      return Number(computed.wells_dvt_score.value ?? 0) >= wellsLikely
    case 'str_knee_ext':
      return side !== null && computed.knee_ext_low[side] === 'yes'
    case 'func_heel_raise':
      return (
        side !== null &&
        (Number(computed.heel_raise_gap[side] ?? 0) > 6 ||
          Number(computed.heel_raise_norm_pct[side] ?? 100) < 60)
      )
    case 'func_stepdown_items':
      return side !== null && Number(computed.func_stepdown_score[side] ?? 0) >= 2
    default:
      return (
        value === 'positive' || value === 'marked' || (number !== null && beyond(item, number, exam.limits))
      )
  }
}

const sides = {
  above: (value: number, limit: number) => value > limit,
  below: (value: number, limit: number) => value < limit,
  up_to: (value: number, limit: number) => value <= limit,
} as const

/** The lines of clinical/assessment.md 2, 5, 7 and 8 for one side alone; where a factor has the same line, that of the factor. */
function beyond({ id, line }: AssessmentItem, value: number, limits: Limits): boolean {
  if (line) return sides[line.beyond](value, limits[line.limit])
  switch (id) {
    case 'obs_foot_posture':
      return value > 5 || value < 0
    case 'rom_knee_flexion_deg':
      return value < 90
    case 'rom_hip_flexion_deg':
      return value < 110
    case 'func_hop_pain':
    case 'gait_pain':
      return value > 2
    case 'rom_knee_extension_deficit_deg':
      return value >= 5
    case 'func_bridge_sl':
      return value < 25
    case 'func_balance_sl_s':
      return value < 20
    case 'flex_thomas_knee_deg':
      return value < 67
    case 'flex_ober_deg':
      return value < 0
    default:
      return false
  }
}
