/**
 * Decision aids for the physiotherapist (clinical/red-flags.md 4): computed inputs of assessment triggers. Neither
 * result is ever shown to a patient.
 */

import { ottawaItems } from '#lib/content/flags/ottawa.ts'
import { wellsItems } from '#lib/content/flags/wells.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import type { Truth } from '#lib/rules/evaluate.ts'
import { isTrue, or, yesOrNo } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import type { IndexSide, SidedTrace } from '#lib/rules/sides.ts'
import { explainSides } from '#lib/rules/sides.ts'

const acuteInjury = loadRule('rf_trauma = yes AND rf_trauma_days <= 7', flagRuleIds)
const items = ottawaItems.map((item) => ({ ...item, rule: loadRule(item.rule, flagRuleIds) }))

export interface Ottawa {
  /** `ottawa_positive`; null without an injury of the last 7 days, or when it is not assessed. */
  readonly positive: 'yes' | 'no' | null
  readonly items: readonly { readonly item: number; readonly label: string; readonly result: SidedTrace }[]
}

/** What the patient reported about the bend is about the index side: of the other one only the examination counts. */
const examinedOnly = (values: RuleValues): RuleValues =>
  new Map([...values].filter(([id]) => id !== 'rf_bend_90'))

/**
 * The Ottawa knee rule [61][62]. One item on either side makes it positive, as flags look at both (clinical/intake.md 1.3);
 * only the injured (index) side makes it negative: a calm other knee says nothing about this one.
 */
export function ottawa(values: RuleValues, indexSide: IndexSide | null): Ottawa {
  if (!isTrue(acuteInjury, { values })) return { positive: null, items: [] }
  const results = items.map(({ item, label, rule }) => {
    const own = explainSides(rule, { values, registry: flagRuleIds }, 'finding', indexSide)
    const either = explainSides(rule, { values: examinedOnly(values), registry: flagRuleIds }, 'flag')
    return { item, label, result: own.result !== 'T' && either.result === 'T' ? either : own }
  })
  const truth: Truth = or(results.map((one) => one.result.result))
  return { positive: yesOrNo(truth), items: results }
}

/** In pregnancy and after birth the score is not valid. */
export function wellsApplies(values: RuleValues): boolean {
  const conditions = values.get('medical_conditions')
  const risks = values.get('rf_dvt_risk')
  return !(
    (Array.isArray(conditions) && conditions.some((id) => id === 'pregnancy' || id === 'recent_birth')) ||
    (Array.isArray(risks) && risks.includes('pregnant_or_recent_birth'))
  )
}

/**
 * `wells_dvt_score` [64] from the ticked items, −2 to 9; null in pregnancy and after birth, where it is not valid and
 * medical assessment is due at once. Throws for an item that the score does not have.
 */
export function wellsScore(ticked: readonly string[], values: RuleValues): number | null {
  if (!wellsApplies(values)) return null
  return [...new Set(ticked)].reduce((score, id) => {
    const item = wellsItems.find((one) => one.id === id)
    if (!item) throw new RangeError(`Unknown item ${id}`)
    return score + item.points
  }, 0)
}
