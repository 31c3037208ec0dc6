/** Finds what is wrong with a rule besides its grammar: unknown ids, foreign options, conditions that do not fit. */

import type { IdSpec, IdType, Registry } from '#lib/rules/registry.ts'
import { RuleError } from '#lib/rules/tokens.ts'
import type { Condition, Name, Rule } from '#lib/rules/tree.ts'
import { conditionsOf } from '#lib/rules/tree.ts'

const typeWords: Record<IdType, string> = {
  number: 'a number',
  option: 'an option',
  list: 'a list',
  text: 'a text',
  date: 'a date',
}

function wrongType(rule: Rule, at: Condition, spec: IdSpec, condition: string): RuleError {
  return new RuleError(
    rule.text,
    at.start,
    `"${at.id}" is ${typeWords[spec.type]}; ${condition} does not fit`,
  )
}

function unknownOptions(
  rule: Rule,
  at: Condition,
  names: readonly Name[],
  options: readonly string[],
): RuleError[] {
  return names
    .filter((name) => !options.includes(name.text))
    .map((name) => new RuleError(rule.text, name.start, `"${name.text}" is not an option of "${at.id}"`))
}

function checkEquals(rule: Rule, at: Condition & { kind: 'equals' }, spec: IdSpec): RuleError[] {
  if (typeof at.value === 'number') {
    return spec.type === 'number' ? [] : [wrongType(rule, at, spec, '"= number"')]
  }
  if (spec.type === 'number' && spec.options) return unknownOptions(rule, at, [at.value], spec.options)
  if (spec.type !== 'option') return [wrongType(rule, at, spec, '"= option"')]
  return unknownOptions(rule, at, [at.value], spec.options)
}

function checkCompare(
  rule: Rule,
  at: Condition & { kind: 'compare' },
  spec: IdSpec,
  registry: Registry,
): RuleError[] {
  if (spec.type !== 'number') return [wrongType(rule, at, spec, `"${at.operator}"`)]
  if (typeof at.right === 'number') return []
  const right = registry.get(at.right.text)
  if (!right) return [new RuleError(rule.text, at.right.start, `Unknown id "${at.right.text}"`)]
  if (right.type === 'number') return []
  const problem = `"${at.right.text}" is ${typeWords[right.type]}, not a number`
  return [new RuleError(rule.text, at.right.start, problem)]
}

function checkCondition(rule: Rule, at: Condition, registry: Registry): RuleError[] {
  const spec = registry.get(at.id)
  if (!spec) return [new RuleError(rule.text, at.start, `Unknown id "${at.id}"`)]
  switch (at.kind) {
    case 'filled':
    case 'known':
      return []
    case 'equals':
      return checkEquals(rule, at, spec)
    case 'compare':
      return checkCompare(rule, at, spec, registry)
    case 'in':
      if (spec.type !== 'option') return [wrongType(rule, at, spec, '"in"')]
      return unknownOptions(rule, at, at.names, spec.options)
    case 'includes':
      if (spec.type !== 'list') return [wrongType(rule, at, spec, '"includes"')]
      return unknownOptions(rule, at, at.names, spec.options)
  }
}

/** All problems of a rule, in the order of the text; empty when the rule may be used. */
export function checkRule(rule: Rule, registry: Registry): readonly RuleError[] {
  return conditionsOf(rule.root).flatMap((condition) => checkCondition(rule, condition, registry))
}
