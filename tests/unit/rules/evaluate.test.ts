import { describe, expect, test } from 'vitest'
import type { Truth } from '#lib/rules/evaluate.ts'
import { and, evaluate, not, or } from '#lib/rules/evaluate.ts'
import { parseRule } from '#lib/rules/parse.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

function result(rule: string, values: Record<string, RuleValue> = {}): Truth {
  return evaluate(parseRule(rule), { values: new Map(Object.entries(values)) })
}

describe('the table of conditions', () => {
  test.each<[string, RuleValue, Truth]>([
    ['a = yes', null, 'N'],
    ['a = yes', 'unknown', 'N'],
    ['a = unknown', 'unknown', 'T'],
    ['a = unknown', 'yes', 'F'],
    ['a = yes', 'yes', 'T'],
    ['a = yes', 'no', 'F'],
    ['a in {no, unknown}', null, 'N'],
    ['a in {no, unknown}', 'unknown', 'T'],
    ['a in {no, yes}', 'unknown', 'N'],
    ['a in {no, unknown}', 'no', 'T'],
    ['a in {no, unknown}', 'yes', 'F'],
    ['a = mild', 'not_tried', 'N'],
    ['a = regular', 'prefer_not_to_say', 'N'],
    ['a = positive', 'not_tested', 'N'],
    ['a = positive', 'unable', 'N'],
    ['a = positive', 'unclear', 'N'],
    ['a in {positive, unclear}', 'unclear', 'T'],
    ['a = 3', null, 'N'],
    ['a = 3', 'unknown', 'N'],
    ['a = 3', 3, 'T'],
    ['a = 3', 4, 'F'],
    ['a = unknown', 3, 'F'],
    ['a < 3', null, 'N'],
    ['a <= 3', 'unknown', 'N'],
    ['a > 3', Number.NaN, 'N'],
    ['a > 3', 4, 'T'],
    ['a > 3', 3, 'F'],
    ['a includes x', null, 'N'],
    ['a includes x', [], 'N'],
    ['a includes x', ['x', 'y'], 'T'],
    ['a includes x', ['none'], 'F'],
    ['a includes none', ['none'], 'T'],
    ['a includes_any {x, y}', null, 'N'],
    ['a includes_any {x, y}', ['y', 'z'], 'T'],
    ['a includes_any {x, y}', ['z'], 'F'],
    ['filled(a)', null, 'F'],
    ['filled(a)', 'unknown', 'T'],
    ['filled(a)', '   ', 'F'],
    ['filled(a)', 'text', 'T'],
    ['filled(a)', 0, 'T'],
    ['filled(a)', [], 'F'],
    ['filled(a)', ['none'], 'T'],
    ['known(a)', null, 'F'],
    ['known(a)', 'unknown', 'F'],
    ['known(a)', 'not_tried', 'F'],
    ['known(a)', '  ', 'F'],
    ['known(a)', 'yes', 'T'],
    ['known(a)', 0, 'T'],
    ['always', null, 'T'],
  ])('%s with %j is %s', (rule, value, expected) => {
    expect(result(rule, { a: value })).toBe(expected)
  })

  test('an id without any value is missing', () => {
    expect(result('a = yes')).toBe('N')
    expect(result('filled(a)')).toBe('F')
  })

  test('a value of another kind than the condition asks for is missing, never false', () => {
    expect(result('a > 3', { a: 'four' })).toBe('N')
    expect(result('a includes x', { a: 'x' })).toBe('N')
    expect(result('a = x', { a: ['x'] })).toBe('N')
  })

  test.each<[RuleValue, RuleValue, Truth]>([
    [5, 4, 'T'],
    [4, 5, 'F'],
    [5, null, 'N'],
    [null, 4, 'N'],
    [5, 'unknown', 'N'],
  ])('a > b with %j and %j is %s', (a, b, expected) => {
    expect(result('a > b', { a, b })).toBe(expected)
  })
})

describe('the tolerance of 1e-9', () => {
  const rise = (100 * (8.8 - 8.0)) / 8.0

  test('8.0 to 8.8 km is 10 % and not more', () => {
    expect(rise).not.toBe(10)
    expect(result('a > 10', { a: rise })).toBe('F')
    expect(result('a >= 10', { a: rise })).toBe('T')
    expect(result('a <= 10', { a: rise })).toBe('T')
    expect(result('a < 10', { a: rise })).toBe('F')
    expect(result('a = 10', { a: rise })).toBe('T')
  })

  test.each<[string, number, Truth]>([
    ['a > 10', 10 + 5e-10, 'F'],
    ['a > 10', 10 + 2e-9, 'T'],
    ['a < 10', 10 - 5e-10, 'F'],
    ['a < 10', 10 - 2e-9, 'T'],
    ['a >= 10', 10 - 5e-10, 'T'],
    ['a >= 10', 10 - 2e-9, 'F'],
    ['a <= 10', 10 + 5e-10, 'T'],
    ['a <= 10', 10 + 2e-9, 'F'],
    ['a = 10', 10 + 2e-9, 'F'],
  ])('%s with %d is %s', (rule, value, expected) => {
    expect(result(rule, { a: value })).toBe(expected)
  })
})

describe('the table of operators', () => {
  test.each<[Truth, Truth, Truth, Truth, Truth]>([
    ['T', 'T', 'T', 'T', 'F'],
    ['T', 'F', 'F', 'T', 'F'],
    ['T', 'N', 'N', 'T', 'F'],
    ['F', 'F', 'F', 'F', 'T'],
    ['F', 'N', 'F', 'N', 'T'],
    ['N', 'N', 'N', 'N', 'N'],
  ])('%s and %s', (a, b, both, either, notA) => {
    expect(and([a, b])).toBe(both)
    expect(and([b, a])).toBe(both)
    expect(or([a, b])).toBe(either)
    expect(or([b, a])).toBe(either)
    expect(not(a)).toBe(notA)
  })
})

describe('examples of the specification', () => {
  test('"I do not know" is not a no, unless the rule says so', () => {
    expect(result('rf_bend_90 = no', { rf_bend_90: 'unknown' })).toBe('N')
    expect(result('rf_bend_90 in {no, unknown}', { rf_bend_90: 'unknown' })).toBe('T')
  })

  test('NOT takes only the next condition', () => {
    const rule = 'NOT rf_trauma = yes AND symptom_weeks >= 6'
    expect(result(rule, { rf_trauma: 'no', symptom_weeks: 6 })).toBe('T')
    expect(result(rule, { rf_trauma: 'no', symptom_weeks: 5 })).toBe('F')
    expect(result(rule, { rf_trauma: 'yes', symptom_weeks: 6 })).toBe('F')
  })
})
