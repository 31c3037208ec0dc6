/**
 * The answers behind a derived value, inside the trace of a rule that reads it.
 *
 *   unfolded(trace, values, limits)   // "bone_risk = yes" with the trace of what made it so among its parts
 */
import type { Limits } from '#lib/content/limits/index.ts'
import { explain, type Trace } from '#lib/rules/explain.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { casesWith } from '../rules.ts'

/** Why a derived value is what it is: its cases from the top to the one that gave it; none where the answers give another. */
function tracesOf(id: string, values: RuleValues, limits: Limits): readonly Trace[] {
  const value = values.get(id) ?? null
  const passed: Trace[] = []
  for (const { option, rule } of casesWith(limits).get(id) ?? []) {
    const trace = unfolded(explain(rule, { values }), values, limits)
    if (trace.kind !== 'always') passed.push(trace)
    if (trace.result === 'F') continue
    return value === (trace.result === 'T' ? option : null) ? passed : []
  }
  return []
}

/** The trace with the answers behind each derived value as parts of the condition that reads it. */
export function unfolded(trace: Trace, values: RuleValues, limits: Limits): Trace {
  const parts =
    trace.kind === 'condition'
      ? trace.inputs.flatMap(({ id }) => tracesOf(id, values, limits))
      : trace.parts.map((part) => unfolded(part, values, limits))
  return parts.length > 0 ? { ...trace, parts } : trace
}
