/**
 * The computed findings of the physical assessment (clinical/assessment.md 4 to 7).
 *
 *   const values = measuredValues(raw, weightKg)          // or any map of measured ids
 *   computedFindings(values, context)                     // by id: the value, and each side as if it were the index side
 *   findingValues(values, context)                        // everything a rule may read, measured and computed
 *
 * A missing input gives null, never 0. Nothing is rounded.
 */

import { stepdownPoints } from '#lib/content/assessment/function.ts'
import { itemsOf } from '#lib/content/assessment/index.ts'
import { type Side, sides } from '#lib/content/assessment/types.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { ottawa, wellsScore } from '#lib/flags/aids/rules.ts'
import { isKnown, tolerance } from '#lib/rules/evaluate.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { heelRaiseNorm, kneeExtensionLine, sitToStandLine } from './norms/rules.ts'
import type { StoredContext } from './record/schema.ts'
import { apart, behind, gapPercent, limbSymmetry } from './symmetry/rules.ts'

export type AssessmentContext = StoredContext & {
  /** Answers and derived values of the intake, for the Ottawa rule and the Wells score. */
  readonly intake: RuleValues
  /** Measured values of earlier examinations of the case, the oldest first. */
  readonly earlier: readonly RuleValues[]
  /** Those of the clinic. */
  readonly limits: Limits
}

/** `value` is what the id stands for in a rule; `left` and `right` as if that side were the index side. */
export type ComputedFinding = {
  readonly value: RuleValue
  readonly left: RuleValue
  readonly right: RuleValue
}
export type ComputedFindings = Readonly<Record<ComputedId, ComputedFinding>>

const other = (side: Side): Side => (side === 'left' ? 'right' : 'left')

export const symmetryIds = {
  lsi_knee_ext: 'str_knee_ext',
  lsi_knee_flex: 'str_knee_flex',
  lsi_hip_abd: 'str_hip_abd',
  lsi_hip_er: 'str_hip_er',
  lsi_hip_ext: 'str_hip_ext',
  lsi_leg_press: 'str_leg_press_6rm',
  lsi_hop: 'func_hop_single_cm',
} as const

export const behindIds = {
  heel_raise_diff: 'func_heel_raise',
  prone_bend_diff_deg: 'flex_prone_knee_bend_deg',
  wblt_diff_deg: 'flex_wblt_deg',
  wblt_diff_cm: 'flex_wblt_cm',
} as const

export const computedIds = [
  'pfp_cluster',
  'func_stepdown_score',
  'ottawa_positive',
  'wells_dvt_score',
  'sts30_low',
  'knee_ext_low',
  'heel_raise_norm',
  'heel_raise_gap',
  'heel_raise_norm_pct',
  'heel_raise_diff_pct',
  'min_bridge_sl',
  'diff_bridge_sl_pct',
  'side_heel_raise_pct',
  'rom_hip_ir_loss_deg',
  'calf_girth_diff_cm',
  'n_palp_recorded',
  'n_func_recorded',
  'chg_stepdown',
  'chg_noble_nprs',
  'chg_knee_ext_pct',
  'chg_hip_abd_pct',
  ...(Object.keys(symmetryIds) as (keyof typeof symmetryIds)[]),
  ...(Object.keys(behindIds) as (keyof typeof behindIds)[]),
] as const
export type ComputedId = (typeof computedIds)[number]

/** Computed for each side, so a rule names the side with them. */
const sidedIds: ReadonlySet<string> = new Set(['pfp_cluster', 'func_stepdown_score'])

/** The names under which rules find them. */
export const computedNames: readonly string[] = computedIds.flatMap((id) =>
  sidedIds.has(id) ? sides.map((side) => `${id}_${side}`) : [id],
)

const numberIn = (values: RuleValues, id: string): number | null => {
  const value = values.get(id)
  return typeof value === 'number' && !Number.isNaN(value) ? value : null
}
const textIn = (values: RuleValues, id: string): string | null => {
  const value = values.get(id)
  return typeof value === 'string' ? value : null
}

/** Positives among three tests; null unless two are positive or all three are positive or normal [77]. */
function pfpCluster(values: RuleValues, side: Side): number | null {
  const results = ['test_resisted_extension_pain', 'test_squat_pain', 'palp_patellar_facets'].map((id) =>
    textIn(values, `${id}_${side}`),
  )
  const positive = results.filter((result) => result === 'positive').length
  const decided = results.every((result) => result === 'positive' || result === 'normal')
  return positive >= 2 || decided ? positive : null
}

/** Points of what was seen [76]: the inner border of the foot replaces the second toe. */
function stepdownScore(values: RuleValues, side: Side): number | null {
  const seen = values.get(`func_stepdown_items_${side}`)
  if (!Array.isArray(seen) || seen.length === 0) return numberIn(values, `func_stepdown_score_${side}`)
  const counted = seen.includes('knee_inner_foot') ? seen.filter((one) => one !== 'knee_second_toe') : seen
  return counted.reduce((sum: number, one: string) => sum + (stepdownPoints[one] ?? 0), 0)
}

const yesWhen = (value: number | null, line: number | null): 'yes' | 'no' | null =>
  value === null || line === null ? null : line - value > tolerance ? 'yes' : 'no'

const percentOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : (100 * part) / whole

/** Section by section: items with a known value on the side; one-value items count for both. */
function recorded(values: RuleValues, ids: readonly { id: string; sided: boolean }[], side: Side): number {
  return ids.filter(({ id, sided }) => isKnown(values.get(sided ? `${id}_${side}` : id) ?? null)).length
}

/** The oldest earlier value measured in the same set-up; both set-ups must be known. */
function firstOf(
  context: AssessmentContext,
  now: RuleValues,
  id: string,
  setUp: readonly string[],
): number | null {
  const same = (then: RuleValues) =>
    setUp.every((one) => textIn(now, one) !== null && textIn(then, one) === textIn(now, one))
  for (const then of context.earlier) {
    const value = numberIn(then, id)
    if (value !== null && same(then)) return value
  }
  return null
}

function changePercent(
  values: RuleValues,
  context: AssessmentContext,
  id: string,
  side: Side,
): number | null {
  const now = numberIn(values, `${id}_${side}`)
  const first = firstOf(context, values, `${id}_${side}`, [`${id}_position`, 'device_strength'])
  return now === null || first === null || first === 0 ? null : (100 * (now - first)) / first
}

function change(values: RuleValues, context: AssessmentContext, id: string, side: Side): number | null {
  const read = (of: RuleValues) =>
    id === 'func_stepdown_score' ? stepdownScore(of, side) : numberIn(of, `${id}_${side}`)
  const now = read(values)
  const first = context.earlier.map(read).find((value) => value !== null) ?? null
  return now === null || first === null ? null : now - first
}

/** The findings of one side as the index side. */
function onSide(values: RuleValues, context: AssessmentContext, side: Side): Record<string, RuleValue> {
  const one = context.affected !== 'both' && context.affected !== null
  const at = (id: string, of: Side) => numberIn(values, `${id}_${of}`)
  // One body and one lever arm: the torques of the two sides are as their forces, which need neither to be known.
  const ofSide = (id: string, of: Side) => at(`${id}_force`, of) ?? at(id, of)
  const compared = (
    ids: Readonly<Record<string, string>>,
    sum: (a: number | null, b: number | null) => number | null,
  ) =>
    Object.fromEntries(
      Object.entries(ids).map(([id, from]) => [
        id,
        one ? sum(ofSide(from, side), ofSide(from, other(side))) : null,
      ]),
    )
  const { ageYears, sex } = context
  const raises = at('func_heel_raise', side)
  const norm = heelRaiseNorm(ageYears, sex)
  const compare = compared(behindIds, behind)
  return {
    ...compared(symmetryIds, limbSymmetry),
    ...compare,
    heel_raise_diff_pct: percentOf(compare.heel_raise_diff ?? null, at('func_heel_raise', other(side))),
    heel_raise_gap: raises === null || norm === null ? null : norm - raises,
    heel_raise_norm_pct: percentOf(raises, norm),
    knee_ext_low: yesWhen(
      at('str_knee_ext', side),
      kneeExtensionLine(textIn(values, 'str_knee_ext_position'), ageYears, sex, context.limits),
    ),
    pfp_cluster: pfpCluster(values, side),
    func_stepdown_score: stepdownScore(values, side),
    n_palp_recorded: recorded(values, itemsOf('palpation'), side),
    n_func_recorded: recorded(values, itemsOf('function'), side),
    chg_stepdown: change(values, context, 'func_stepdown_score', side),
    chg_noble_nprs: change(values, context, 'test_noble_nprs', side),
    chg_knee_ext_pct: changePercent(values, context, 'str_knee_ext', side),
    chg_hip_abd_pct: changePercent(values, context, 'str_hip_abd', side),
  }
}

/** The findings of the person, the same whatever the side. */
function ofPerson(values: RuleValues, context: AssessmentContext): Record<string, RuleValue> {
  const pair = (id: string) => [numberIn(values, `${id}_left`), numberIn(values, `${id}_right`)] as const
  const bridges = pair('func_bridge_sl')
  const ticked = values.get('wells_items')
  const all = new Map([...context.intake, ...values])
  return {
    ottawa_positive: ottawa(all, context.indexSide).positive,
    wells_dvt_score: Array.isArray(ticked)
      ? wellsScore(
          ticked.filter((one) => one !== 'none'),
          context.intake,
        )
      : null,
    sts30_low: yesWhen(numberIn(values, 'func_sts30'), sitToStandLine(context.ageYears, context.sex)),
    heel_raise_norm: heelRaiseNorm(context.ageYears, context.sex),
    min_bridge_sl: bridges[0] === null || bridges[1] === null ? null : Math.min(bridges[0], bridges[1]),
    diff_bridge_sl_pct: gapPercent(...bridges),
    side_heel_raise_pct: gapPercent(...pair('func_heel_raise')),
    rom_hip_ir_loss_deg: apart(...pair('rom_hip_ir_deg')),
    calf_girth_diff_cm: apart(...pair('obs_calf_girth_cm')),
  }
}

/** Of two sides the larger number is the worse one; of all other ids the smaller. */
const higherIsWorse: ReadonlySet<string> = new Set(['heel_raise_gap', 'chg_stepdown', 'chg_noble_nprs'])

/** Whether a number fires its rule by itself, whatever the other side is; of an id that is not here it never does. */
const firesAlone: Readonly<Record<string, (value: number) => boolean>> = {
  heel_raise_gap: (gap) => gap - 6 > tolerance,
  heel_raise_norm_pct: (pct) => 60 - pct > tolerance,
}

/** Both sides equally bad: what would fire a rule wins; a side that was not examined is never taken for a good one. */
function worse(id: string, left: RuleValue, right: RuleValue): RuleValue {
  if (id === 'knee_ext_low') {
    if (left === 'yes' || right === 'yes') return 'yes'
    return left === right ? left : null
  }
  const known = [left, right].filter((value) => typeof value === 'number')
  if (known.length === 0) return null
  const worst = higherIsWorse.has(id) ? Math.max(...known) : Math.min(...known)
  return known.length === 2 || firesAlone[id]?.(worst) ? worst : null
}

export function computedFindings(values: RuleValues, context: AssessmentContext): ComputedFindings {
  const person = ofPerson(values, context)
  const by = { left: onSide(values, context, 'left'), right: onSide(values, context, 'right') }
  const findings = computedIds.map((id): readonly [ComputedId, ComputedFinding] => {
    if (id in person) {
      const value = person[id] ?? null
      return [id, { value, left: value, right: value }]
    }
    return [id, onIndexSide(id, { left: by.left[id] ?? null, right: by.right[id] ?? null }, context)]
  })
  return Object.fromEntries(findings) as Record<ComputedId, ComputedFinding>
}

/** What a finding of two sides is in a rule: that of the index side, the worse one when both are equally bad. */
export function onIndexSide(
  id: ComputedId,
  { left, right }: Pick<ComputedFinding, 'left' | 'right'>,
  { indexSide }: Pick<StoredContext, 'indexSide'>,
): ComputedFinding {
  if (indexSide === null) return { value: null, left, right }
  const value = indexSide === 'equal' ? worse(id, left, right) : { left, right }[indexSide]
  return { value, left, right }
}

/** Computed findings by the ids of the rule language, null when they are not known. */
export const namedFindings = (findings: ComputedFindings): readonly (readonly [string, RuleValue])[] =>
  Object.entries(findings).flatMap(([id, finding]) =>
    sidedIds.has(id)
      ? sides.map((side) => [`${id}_${side}`, finding[side]] as const)
      : [[id, finding.value] as const],
  )

/** Measured and computed values by the ids of the rule language. Null values have no key. */
export const findingValues = (values: RuleValues, context: AssessmentContext): RuleValues =>
  new Map([
    ...values,
    ...namedFindings(computedFindings(values, context)).filter(([, value]) => value !== null),
  ])
