/**
 * Which side a rule is evaluated for (clinical/intake.md 1.3, "Sides"; assessment.md 1).
 *
 *   explainSides(rule, { values, registry }, 'flag')                  // both sides, the more serious result
 *   explainSides(rule, { values, registry }, 'permission', indexSide) // both must be true when `equal`
 *   explainSides(rule, { values, registry }, 'finding', indexSide)    // factors, patterns: the higher one when `equal`
 *
 * While two ages of a person count, a flag is read with both and is as serious as either makes it, and a permission needs
 * both; a finding goes by the younger.
 */
import type { Context, Truth } from '#lib/rules/evaluate.ts'
import type { Trace } from '#lib/rules/explain.ts'
import { explain } from '#lib/rules/explain.ts'
import { olderAgeId, type Registry, type RuleValue, type RuleValues, type Side } from '#lib/rules/registry.ts'
import type { Rule } from '#lib/rules/tree.ts'
import { idsOf } from '#lib/rules/tree.ts'

export type IndexSide = Side | 'equal'
export type Purpose = 'flag' | 'permission' | 'finding'

export interface SidedTrace {
  readonly result: Truth
  /** The trace that gave the result; of two equal ones the left. */
  readonly trace: Trace
  /** The side of `trace`; null when the rule reads nothing two-sided or the index side is not known. */
  readonly side: Side | null
}

/** T over N over F: an alarming side is never hidden by a calm one. */
const serious: Record<Truth, number> = { T: 2, N: 1, F: 0 }
/** F over N over T: a permission needs both sides. */
const strict: Record<Truth, number> = { F: 2, N: 1, T: 0 }

function pick(traces: readonly [SidedTrace, SidedTrace], rank: Record<Truth, number>): SidedTrace {
  const [left, right] = traces
  return rank[right.result] > rank[left.result] ? right : left
}

export function explainSides(
  rule: Rule,
  context: { readonly values: RuleValues; readonly registry: Registry },
  purpose: Purpose,
  indexSide: IndexSide | null = null,
): SidedTrace {
  const older = purpose === 'finding' ? undefined : context.values.get(olderAgeId)
  if (older !== undefined && idsOf(rule).includes('age_years')) {
    const at = (age: RuleValue | undefined) => {
      const values = new Map([...context.values, ['age_years', age ?? null] as const])
      values.delete(olderAgeId)
      return explainSides(rule, { ...context, values }, purpose, indexSide)
    }
    const both = [at(context.values.get('age_years')), at(older)] as const
    return pick(both, purpose === 'permission' ? strict : serious)
  }
  const on = (side: Side | null): SidedTrace => {
    const sided: Context = side ? { ...context, side } : context
    const trace = explain(rule, sided)
    return { result: trace.result, trace, side }
  }
  const twoSided = idsOf(rule).some((id) => context.registry.get(id)?.sided)
  if (!twoSided) return on(null)
  if (purpose === 'flag') return pick([on('left'), on('right')], serious)
  if (indexSide === 'equal')
    return pick([on('left'), on('right')], purpose === 'permission' ? strict : serious)
  return on(indexSide)
}
