/**
 * Why a rule gave its result: a tree with the result of every sub-rule, the values it read, what was missing and
 * which sub-rules decided.
 *
 *   const trace = explain(rule, { values })
 *   trace.result            // 'T' | 'F' | 'N'
 *   deciding(trace)         // the conditions that made it so, with their inputs
 *   missingIds(trace)       // for N: the ids without which the rule cannot be decided
 *
 * A trace is plain JSON, so it can be stored beside a finding.
 */
import type { Context, Truth } from '#lib/rules/evaluate.ts'
import { and, evaluateCondition, isKnown, isMissing, not, or, readValue } from '#lib/rules/evaluate.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import type { Condition, Rule, RuleNode } from '#lib/rules/tree.ts'
import { idsOfCondition } from '#lib/rules/tree.ts'

/** `no_information`: answered with "I don't know" or the like. */
export type InputState = 'known' | 'no_information' | 'missing'

export interface TraceInput {
  readonly id: string
  readonly value: RuleValue
  readonly state: InputState
}

export interface Trace {
  readonly kind: 'and' | 'or' | 'not' | 'always' | 'condition'
  /** The part of the rule, as written. */
  readonly text: string
  readonly result: Truth
  /** True when this part, together with its deciding siblings, made the result of the whole rule. */
  readonly decided: boolean
  readonly inputs: readonly TraceInput[]
  readonly parts: readonly Trace[]
}

function inputOf(id: string, context: Context): TraceInput {
  const value = readValue(id, context)
  if (isMissing(value) || (typeof value === 'string' && value.trim() === ''))
    return { id, value, state: 'missing' }
  return { id, value, state: isKnown(value) ? 'known' : 'no_information' }
}

function trace(node: RuleNode, context: Context, text: string): Trace {
  const own = { text: text.slice(node.start, node.end), decided: false, inputs: [], parts: [] }
  switch (node.kind) {
    case 'always':
      return { ...own, kind: 'always', result: 'T' }
    case 'not': {
      const part = trace(node.operand, context, text)
      return { ...own, kind: 'not', result: not(part.result), parts: [part] }
    }
    case 'and':
    case 'or': {
      const parts = node.operands.map((operand) => trace(operand, context, text))
      const results = parts.map((part) => part.result)
      return { ...own, kind: node.kind, result: node.kind === 'and' ? and(results) : or(results), parts }
    }
    default:
      return conditionTrace(node, context, own)
  }
}

function conditionTrace(node: Condition, context: Context, own: Omit<Trace, 'kind' | 'result'>): Trace {
  const inputs = idsOfCondition(node).map((id) => inputOf(id, context))
  return { ...own, kind: 'condition', result: evaluateCondition(node, context), inputs }
}

/**
 * A part decides when the whole would not have its result without such a part: in "a OR b" with T the true operands,
 * in "a AND b" with F the false ones, with N the ones not assessed, otherwise all.
 */
function markDeciding(node: Trace): Trace {
  const parts = node.parts.map((part) => {
    const decides = node.kind === 'not' || part.result === node.result
    return decides ? markDeciding(part) : part
  })
  return { ...node, decided: true, parts }
}

export function explain(rule: Rule, context: Context): Trace {
  return markDeciding(trace(rule.root, context, rule.text))
}

function conditions(node: Trace): readonly Trace[] {
  return node.kind === 'condition' ? [node] : node.parts.flatMap(conditions)
}

/** The conditions that decided the result, in the order of the text. */
export function deciding(node: Trace): readonly Trace[] {
  return conditions(node).filter((part) => part.decided)
}

/** Ids whose value is missing or carries no information and that keep the rule from being decided; empty unless N. */
export function missingIds(node: Trace): readonly string[] {
  if (node.result !== 'N') return []
  const undecided = deciding(node).flatMap((part) => part.inputs.filter((input) => input.state !== 'known'))
  return [...new Set(undecided.map((input) => input.id))]
}

/** The answers that made a rule true: the inputs of its deciding conditions, each once. */
export function decidingInputs(node: Trace): readonly TraceInput[] {
  const byId = new Map(
    deciding(node).flatMap((part) => part.inputs.map((input) => [input.id, input] as const)),
  )
  return [...byId.values()]
}
