import { describe, expect, test } from 'vitest'
import { checkRule } from '#lib/rules/check.ts'
import { loadRule, parseRule } from '#lib/rules/parse.ts'
import { registryOf } from '#lib/rules/registry.ts'
import { RuleError } from '#lib/rules/tokens.ts'
import type { RuleNode } from '#lib/rules/tree.ts'
import { idsOf } from '#lib/rules/tree.ts'

/** The tree as text with every group in parentheses, so that precedence can be seen. */
function grouped(node: RuleNode): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return `(${node.operands.map(grouped).join(` ${node.kind} `)})`
    case 'not':
      return `not ${grouped(node.operand)}`
    case 'always':
      return 'always'
    default:
      return node.id
  }
}

const registry = registryOf({
  age_years: { type: 'number' },
  other_number: { type: 'number' },
  shoe_km: { type: 'number', options: ['unknown'] },
  rf_bend_90: { type: 'option', options: ['yes', 'no', 'unknown'] },
  warmup_freq: { type: 'option', options: ['never', 'usually', 'always'] },
  medications: { type: 'list', options: ['none', 'statin'] },
  full_name: { type: 'text' },
  event_date: { type: 'date' },
})

function problem(text: string): RuleError {
  try {
    loadRule(text, registry)
  } catch (error) {
    if (error instanceof RuleError) return error
  }
  throw new Error(`"${text}" was accepted`)
}

describe('the grammar', () => {
  test.each([
    ['a = 1', 'a'],
    ['a = 1 OR b = 1 AND c = 1', '(a or (b and c))'],
    ['(a = 1 OR b = 1) AND c = 1', '((a or b) and c)'],
    ['NOT a = 1 AND b = 1', '(not a and b)'],
    ['NOT (a = 1 AND b = 1)', 'not (a and b)'],
    ['NOT NOT a = 1', 'not not a'],
    ['a = 1 AND b = 1 AND c = 1', '(a and b and c)'],
    ['always', 'always'],
    ['filled(a) OR known( b )', '(a or b)'],
    ['  a\n=\t1 ', 'a'],
    ['a<=-1.5', 'a'],
    ['a < b', 'a'],
    ['a in { x , y } AND b includes x AND c includes_any {x}', '(a and b and c)'],
  ])('%s', (text, tree) => {
    expect(grouped(parseRule(text).root)).toBe(tree)
  })

  test('reads ids of both sides of a comparison, each once', () => {
    expect(idsOf(parseRule('a > b OR a includes x OR known(c)'))).toEqual(['a', 'b', 'c'])
  })

  test('keeps the place of every part', () => {
    const text = 'a = 1 AND (b = 2 OR c = 3)'
    const { root } = parseRule(text)
    expect(root.kind === 'and' && root.operands.map((part) => text.slice(part.start, part.end))).toEqual([
      'a = 1',
      '(b = 2 OR c = 3)',
    ])
  })

  test.each([
    ['', 1, 'Expected a condition'],
    ['a =', 4, 'Expected a name'],
    ['a = 1 b = 2', 7, 'Expected AND, OR or the end'],
    ['a = 1 AND', 10, 'Expected a condition'],
    ['(a = 1', 7, 'Expected ")"'],
    ['a = 1)', 6, 'Expected AND, OR or the end'],
    ['a in {}', 7, 'Expected a name'],
    ['a in {x,}', 9, 'Expected a name'],
    ['a in x', 6, 'Expected "{"'],
    ['a == 1', 4, 'Expected a name'],
    ['a != 1', 3, 'Unexpected "!"'],
    ['a = 1 or b = 2', 7, 'Expected AND, OR or the end'],
    ['A = 1', 1, 'Unexpected "A"'],
    ['a = 1x', 6, 'Unexpected "x"'],
    ['a > b = c', 7, 'Expected AND, OR or the end'],
    ['a includes {x}', 12, 'Expected a name'],
    ['filled a', 8, 'Expected "("'],
    ['in = 1', 1, 'reserved word'],
    ['filled(known)', 8, 'reserved word'],
    ['a < always', 5, 'reserved word'],
    ['a = 1 ANDb = 2', 7, 'Unexpected "A"'],
  ])('refuses "%s" at %i', (text, position, words) => {
    expect(() => parseRule(text)).toThrow(words)
    expect(() => parseRule(text)).toThrow(`(at ${position} `)
  })

  test('refuses hostile nesting instead of exhausting the stack', () => {
    expect(() => parseRule(`${'('.repeat(5000)}a = 1${')'.repeat(5000)}`)).toThrow('Nested too deeply')
    expect(() => parseRule(`${'NOT '.repeat(5000)}a = 1`)).toThrow('Nested too deeply')
  })
})

describe('checked against the known ids', () => {
  test.each([
    'age_years >= 55',
    'age_years = 55',
    'age_years > other_number',
    'shoe_km = unknown OR shoe_km > 500',
    'rf_bend_90 in {no, unknown}',
    'warmup_freq in {usually, always}',
    'warmup_freq = always',
    'medications includes statin',
    'medications includes_any {statin, none}',
    'filled(full_name) AND known(event_date) AND filled(age_years) AND known(medications)',
  ])('accepts %s', (text) => {
    expect(loadRule(text, registry).text).toBe(text)
  })

  test.each([
    ['agee >= 55', 1, 'Unknown id "agee"'],
    ['known(agee)', 1, 'Unknown id "agee"'],
    ['age_years > agee', 13, 'Unknown id "agee"'],
    ['age_years > rf_bend_90', 13, 'not a number'],
    ['age_years = yes', 1, 'does not fit'],
    ['shoe_km = none', 11, 'not an option'],
    ['age_years in {yes}', 1, 'does not fit'],
    ['age_years includes yes', 1, 'does not fit'],
    ['rf_bend_90 = maybe', 14, '"maybe" is not an option of "rf_bend_90"'],
    ['rf_bend_90 in {no, maybe}', 20, '"maybe" is not an option'],
    ['rf_bend_90 > 1', 1, 'does not fit'],
    ['rf_bend_90 = 1', 1, 'does not fit'],
    ['rf_bend_90 includes no', 1, 'does not fit'],
    ['medications = none', 1, 'does not fit'],
    ['medications in {none}', 1, 'does not fit'],
    ['medications includes aspirin', 22, 'not an option'],
    ['full_name = x', 1, 'does not fit'],
    ['event_date > 1', 1, 'does not fit'],
    ['constructor = yes', 1, 'Unknown id "constructor"'],
  ])('refuses "%s" at %i', (text, position, words) => {
    expect(problem(text).message).toContain(words)
    expect(problem(text).position).toBe(position - 1)
  })

  test('names every problem of a rule', () => {
    expect(checkRule(parseRule('agee = 1 OR rf_bend_90 = maybe OR full_name > 2'), registry)).toHaveLength(3)
  })
})
