import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Truth } from '#lib/rules/evaluate.ts'
import { and, evaluate, not, or } from '#lib/rules/evaluate.ts'
import { explain, missingIds } from '#lib/rules/explain.ts'
import { parseRule } from '#lib/rules/parse.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

const truths = fc.constantFrom<Truth>('T', 'F', 'N')
const optionIds = ['o1', 'o2', 'o3']
const numberIds = ['n1', 'n2', 'n3']
const listIds = ['l1', 'l2']

const optionId = fc.constantFrom(...optionIds)
const numberId = fc.constantFrom(...numberIds)
const listId = fc.constantFrom(...listIds)
const anyId = fc.constantFrom(...optionIds, ...numberIds, ...listIds)
const option = fc.constantFrom('x', 'y', 'unknown')
const operator = fc.constantFrom('<', '<=', '>', '>=')
const right = fc.oneof(fc.integer({ min: -3, max: 3 }).map(String), numberId)

/** Conditions whose result can only get more certain when a missing value becomes known; so no filled, no known. */
const evidence = fc.oneof(
  fc.constant('always'),
  fc.tuple(optionId, option).map(([id, name]) => `${id} = ${name}`),
  fc.tuple(optionId, option, option).map(([id, a, b]) => `${id} in {${a}, ${b}}`),
  fc.tuple(numberId, operator, right).map(([id, sign, value]) => `${id} ${sign} ${value}`),
  fc.tuple(listId, option).map(([id, name]) => `${id} includes ${name}`),
)
const anyCondition = fc.oneof(
  evidence,
  anyId.map((id) => `filled(${id})`),
  anyId.map((id) => `known(${id})`),
)

function ruleOf(condition: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { rule } = fc.letrec<{ rule: string }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 4 },
      condition,
      tie('rule').map((inner) => `NOT (${inner})`),
      fc.tuple(tie('rule'), tie('rule')).map(([a, b]) => `(${a}) AND (${b})`),
      fc.tuple(tie('rule'), tie('rule')).map(([a, b]) => `(${a}) OR (${b})`),
    ),
  }))
  return rule
}

const values: fc.Arbitrary<ReadonlyMap<string, RuleValue>> = fc
  .record({
    options: fc.array(fc.constantFrom('x', 'y', 'unknown', null), { minLength: 3, maxLength: 3 }),
    numbers: fc.array(fc.option(fc.integer({ min: -3, max: 3 })), { minLength: 3, maxLength: 3 }),
    lists: fc.array(fc.option(fc.subarray(['x', 'y'], { minLength: 1 })), { minLength: 2, maxLength: 2 }),
  })
  .map(({ options, numbers, lists }) => {
    const entries = (ids: string[], found: RuleValue[]) => ids.map((id, i) => [id, found[i] ?? null] as const)
    return new Map<string, RuleValue>([
      ...entries(optionIds, options),
      ...entries(numberIds, numbers),
      ...entries(listIds, lists),
    ])
  })

const fillings: Record<string, RuleValue> = { o: 'y', n: 1, l: ['x'] }

describe('three-valued logic', () => {
  test('De Morgan', () => {
    fc.assert(
      fc.property(fc.array(truths, { minLength: 1 }), (operands) => {
        expect(not(and(operands))).toBe(or(operands.map(not)))
        expect(not(or(operands))).toBe(and(operands.map(not)))
      }),
    )
  })

  test('AND and OR do not depend on the order or the grouping', () => {
    fc.assert(
      fc.property(fc.array(truths, { minLength: 2, maxLength: 6 }), (operands) => {
        const backwards = operands.toReversed()
        expect(and(backwards)).toBe(and(operands))
        expect(or(backwards)).toBe(or(operands))
        expect(and([and(operands.slice(0, 1)), and(operands.slice(1))])).toBe(and(operands))
        expect(or([or(operands.slice(0, 1)), or(operands.slice(1))])).toBe(or(operands))
      }),
    )
  })

  test('swapping the operands of a rule changes nothing', () => {
    fc.assert(
      fc.property(ruleOf(anyCondition), ruleOf(anyCondition), values, (a, b, found) => {
        const at = (rule: string) => evaluate(parseRule(rule), { values: found })
        expect(at(`(${a}) AND (${b})`)).toBe(at(`(${b}) AND (${a})`))
        expect(at(`(${a}) OR (${b})`)).toBe(at(`(${b}) OR (${a})`))
        expect(at(`NOT ((${a}) AND (${b}))`)).toBe(at(`NOT (${a}) OR NOT (${b})`))
      }),
    )
  })

  test('learning a missing value never turns true into false or false into true', () => {
    fc.assert(
      fc.property(ruleOf(evidence), values, anyId, (text, found, id) => {
        const rule = parseRule(text)
        const before = evaluate(rule, { values: found })
        if (found.get(id) !== null || before === 'N') return
        const after = evaluate(rule, { values: new Map(found).set(id, fillings[id.charAt(0)] ?? null) })
        expect(after).toBe(before)
      }),
      { numRuns: 500 },
    )
  })

  test('the trace has the result of the evaluation, and names what is missing exactly when it is not assessed', () => {
    fc.assert(
      fc.property(ruleOf(anyCondition), values, (text, found) => {
        const rule = parseRule(text)
        const trace = explain(rule, { values: found })
        expect(trace.result).toBe(evaluate(rule, { values: found }))
        expect(missingIds(trace).length > 0).toBe(trace.result === 'N')
      }),
      { numRuns: 500 },
    )
  })
})
