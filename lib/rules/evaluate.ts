/**
 * Evaluates a rule with three results (clinical/intake.md 1.3): T true, F false, N not assessed.
 *
 *   evaluate(rule, { values })                        // 'T' | 'F' | 'N'
 *   evaluate(rule, { values, registry, side: 'left' }) // when the rule reads two-sided measurements
 *
 * For "why", see explain.ts; for the choice of the side, see sides.ts.
 */

import type { Registry, RuleValue, RuleValues, Side } from '#lib/rules/registry.ts'
import { isNoInformation } from '#lib/rules/registry.ts'
import type { Comparison, Condition, Rule, RuleNode } from '#lib/rules/tree.ts'

export type Truth = 'T' | 'F' | 'N'

export interface Context {
  readonly values: RuleValues
  /** Needed to know which ids are two-sided. */
  readonly registry?: Registry
  readonly side?: Side
}

/** Numbers closer than this are equal, so that 8.0 to 8.8 km is exactly 10 % and not more. */
export const tolerance = 1e-9

/** Where a rule finds the value of an id: two-sided ids under the side being evaluated, without a side nowhere. */
export function readValue(id: string, context: Context): RuleValue {
  if (!context.registry?.get(id)?.sided) return context.values.get(id) ?? null
  if (!context.side) return null
  return context.values.get(`${id}_${context.side}`) ?? null
}

const isBlank = (value: RuleValue): boolean =>
  value === null || (typeof value === 'number' && Number.isNaN(value))

export function isMissing(value: RuleValue): boolean {
  return isBlank(value) || (Array.isArray(value) && value.length === 0)
}

const isFilled = (value: RuleValue): boolean =>
  !isMissing(value) && !(typeof value === 'string' && value.trim() === '')

/** True for an answer that carries information: not missing, and none of the no-information options. */
export const isKnown = (value: RuleValue): boolean => isFilled(value) && !isNoInformation(value)

const truth = (value: boolean): Truth => (value ? 'T' : 'F')

export function not(a: Truth): Truth {
  if (a === 'N') return 'N'
  return a === 'T' ? 'F' : 'T'
}

export function and(operands: readonly Truth[]): Truth {
  if (operands.includes('F')) return 'F'
  return operands.includes('N') ? 'N' : 'T'
}

export function or(operands: readonly Truth[]): Truth {
  if (operands.includes('T')) return 'T'
  return operands.includes('N') ? 'N' : 'F'
}

function compareNumbers(left: number, operator: Comparison, right: number): boolean {
  switch (operator) {
    case '>':
      return left - right > tolerance
    case '>=':
      return left - right >= -tolerance
    case '<':
      return right - left > tolerance
    case '<=':
      return right - left >= -tolerance
  }
}

function oneOf(value: RuleValue, names: readonly string[]): Truth {
  if (numberOf(value) !== null) return 'F'
  if (typeof value !== 'string' || value.trim() === '') return 'N'
  if (names.includes(value)) return 'T'
  return isNoInformation(value) ? 'N' : 'F'
}

function numberOf(value: RuleValue): number | null {
  return typeof value === 'number' && !Number.isNaN(value) ? value : null
}

/** The result of one condition; a value of the wrong kind counts as missing. */
export function evaluateCondition(condition: Condition, context: Context): Truth {
  const value = readValue(condition.id, context)
  switch (condition.kind) {
    case 'filled':
      return truth(isFilled(value))
    case 'known':
      return truth(isKnown(value))
    case 'equals': {
      if (typeof condition.value !== 'number') return oneOf(value, [condition.value.text])
      const left = numberOf(value)
      return left === null ? 'N' : truth(Math.abs(left - condition.value) <= tolerance)
    }
    case 'compare': {
      const left = numberOf(value)
      const right =
        typeof condition.right === 'number'
          ? condition.right
          : numberOf(readValue(condition.right.text, context))
      return left === null || right === null ? 'N' : truth(compareNumbers(left, condition.operator, right))
    }
    case 'in':
      return oneOf(
        value,
        condition.names.map((name) => name.text),
      )
    case 'includes':
      if (!Array.isArray(value) || value.length === 0) return 'N'
      return truth(condition.names.some((name) => value.includes(name.text)))
  }
}

export function evaluateNode(node: RuleNode, context: Context): Truth {
  switch (node.kind) {
    case 'always':
      return 'T'
    case 'not':
      return not(evaluateNode(node.operand, context))
    case 'and':
      return and(node.operands.map((operand) => evaluateNode(operand, context)))
    case 'or':
      return or(node.operands.map((operand) => evaluateNode(operand, context)))
    default:
      return evaluateCondition(node, context)
  }
}

export function evaluate(rule: Rule, context: Context): Truth {
  return evaluateNode(rule.root, context)
}

export const isTrue = (rule: Rule, context: Context): boolean => evaluate(rule, context) === 'T'

/** A result as the value of another rule; null when it is not assessed. */
export function yesOrNo(truth: Truth): 'yes' | 'no' | null {
  if (truth === 'N') return null
  return truth === 'T' ? 'yes' : 'no'
}
