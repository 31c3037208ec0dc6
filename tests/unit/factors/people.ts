/** Values of made-up people for the tests of the factors. */
import { evaluateFactors } from '#lib/factors/evaluation/rules.ts'
import type { StoredEvaluation, StoredFactor, StoredPattern } from '#lib/factors/schema.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'

export type Values = Readonly<Record<string, RuleValue>>

/** The right knee hurts, unless the values say otherwise. */
export const valuesOf = (values: Values): RuleValues =>
  new Map<string, RuleValue>(Object.entries({ index_side: 'right', ...values }))

export const evaluation = (values: Values): StoredEvaluation => evaluateFactors(valuesOf(values))

export function factor(id: string, values: Values): StoredFactor {
  const found = evaluation(values).factors.find((one) => one.id === id)
  if (!found) throw new Error(`No factor ${id}`)
  return found
}

export function pattern(id: string, values: Values): StoredPattern {
  const found = evaluation(values).patterns.find((one) => one.id === id)
  if (!found) throw new Error(`No pattern ${id}`)
  return found
}
