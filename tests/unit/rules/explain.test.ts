import { describe, expect, test } from 'vitest'
import { deciding, decidingInputs, explain, missingIds } from '#lib/rules/explain.ts'
import { parseRule } from '#lib/rules/parse.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { registryOf } from '#lib/rules/registry.ts'
import { explainSides } from '#lib/rules/sides.ts'

const values = (entries: Record<string, RuleValue>) => new Map(Object.entries(entries))
const traceOf = (rule: string, entries: Record<string, RuleValue>) =>
  explain(parseRule(rule), { values: values(entries) })

describe('explain', () => {
  test('shows every part with its result, its inputs and what decided', () => {
    const trace = traceOf('a = yes AND (b = yes OR c > 3 OR d = yes)', {
      a: 'yes',
      b: 'no',
      c: 4,
      d: 'unknown',
    })
    expect(trace.result).toBe('T')
    expect(trace.parts.map((part) => [part.text, part.result])).toEqual([
      ['a = yes', 'T'],
      ['(b = yes OR c > 3 OR d = yes)', 'T'],
    ])
    expect(deciding(trace).map((part) => part.text)).toEqual(['a = yes', 'c > 3'])
    expect(decidingInputs(trace)).toEqual([
      { id: 'a', value: 'yes', state: 'known' },
      { id: 'c', value: 4, state: 'known' },
    ])
    expect(trace.parts[1]?.parts[2]?.inputs).toEqual([{ id: 'd', value: 'unknown', state: 'no_information' }])
  })

  test('of a false AND only the false parts decided', () => {
    expect(deciding(traceOf('a = yes AND b = yes', { a: 'yes', b: 'no' })).map((part) => part.text)).toEqual([
      'b = yes',
    ])
  })

  test('NOT passes the decision to what it negates', () => {
    expect(deciding(traceOf('NOT (a = yes OR b = yes)', { a: 'no', b: 'no' })).map((p) => p.text)).toEqual([
      'a = yes',
      'b = yes',
    ])
  })

  test('names only what is missing and would decide', () => {
    const rule = 'a = yes AND (b = yes OR c > d)'
    expect(missingIds(traceOf(rule, { a: 'yes', c: 3 }))).toEqual(['b', 'd'])
    expect(missingIds(traceOf(rule, { a: 'yes', b: 'unknown', c: 3, d: 4 }))).toEqual(['b'])
    expect(missingIds(traceOf(rule, { a: 'no' }))).toEqual([])
  })
})

describe('sides', () => {
  const registry = registryOf({
    pulses: { type: 'option', options: ['normal', 'positive', 'not_tested'], sided: true },
    flexion: { type: 'number', sided: true },
    age: { type: 'number' },
  })
  const sided = (rule: string, entries: Record<string, RuleValue>) =>
    [parseRule(rule), { values: values(entries), registry }] as const

  test('flags look at both sides and take the more serious result', () => {
    const rule = 'pulses = positive'
    expect(
      explainSides(...sided(rule, { pulses_left: 'normal', pulses_right: 'positive' }), 'flag', 'left'),
    ).toMatchObject({
      result: 'T',
      side: 'right',
    })
    expect(explainSides(...sided(rule, { pulses_left: 'normal' }), 'flag', 'left')).toMatchObject({
      result: 'N',
    })
    expect(
      explainSides(...sided(rule, { pulses_left: 'normal', pulses_right: 'normal' }), 'flag').result,
    ).toBe('F')
  })

  test('a bare id means the index side', () => {
    const entries = { flexion_left: 80, flexion_right: 130 }
    expect(explainSides(...sided('flexion < 90', entries), 'finding', 'right').result).toBe('F')
    expect(explainSides(...sided('flexion < 90', entries), 'finding', 'left').result).toBe('T')
    expect(explainSides(...sided('flexion < 90', entries), 'finding', null).result).toBe('N')
  })

  test('with equal sides a finding takes the higher one, a permission needs both', () => {
    const entries = { flexion_left: 80, flexion_right: 130 }
    expect(explainSides(...sided('flexion < 90', entries), 'finding', 'equal').result).toBe('T')
    expect(explainSides(...sided('flexion >= 90', entries), 'permission', 'equal')).toMatchObject({
      result: 'F',
      side: 'left',
    })
    expect(explainSides(...sided('flexion >= 90', { flexion_left: 130 }), 'permission', 'equal').result).toBe(
      'N',
    )
    expect(
      explainSides(...sided('flexion >= 90', { flexion_left: 130, flexion_right: 90 }), 'permission', 'equal')
        .result,
    ).toBe('T')
  })

  test('a rule without two-sided ids has no side', () => {
    expect(explainSides(...sided('age >= 55', { age: 60 }), 'flag')).toMatchObject({
      result: 'T',
      side: null,
    })
  })
})
