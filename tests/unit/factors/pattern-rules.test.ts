import { describe, expect, test } from 'vitest'
import { patterns } from '#lib/content/factors/patterns.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { evaluate } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { conditionsOf, idsOf } from '#lib/rules/tree.ts'
import { valuesOf } from '#tests/unit/factors/people.ts'

/** Answers that say nothing: with them a rule is not assessed. */
const noInformation = ['not_tested', 'unclear', 'unable', 'unknown', 'not_tried', 'prefer_not_to_say']

type Assignment = Record<string, RuleValue>

/** Values that make one condition true, or false. */
function satisfy(condition: ReturnType<typeof conditionsOf>[number], want: boolean): RuleValue {
  const spec = flagRuleIds.get(condition.id)
  const options = spec && 'options' in spec && spec.options ? spec.options : []
  const telling = options.filter((one) => !noInformation.includes(one))
  switch (condition.kind) {
    case 'equals': {
      if (typeof condition.value === 'number') return want ? condition.value : condition.value + 1
      const name = condition.value.text
      return want ? name : (telling.find((one) => one !== name) ?? null)
    }
    case 'in': {
      const names = condition.names.map((name) => name.text)
      return want ? (names[0] ?? null) : (telling.find((one) => !names.includes(one)) ?? null)
    }
    case 'includes': {
      const names = condition.names.map((name) => name.text)
      return want ? [names[0] ?? ''] : [options.find((one) => !names.includes(one)) ?? '']
    }
    case 'compare': {
      if (typeof condition.right !== 'number') throw new Error('No rule here compares two ids')
      const up = condition.operator === '>' || condition.operator === '>='
      return condition.right + (want === up ? 1 : -1)
    }
    default:
      return null
  }
}

const pointRules = patterns.flatMap((pattern) =>
  [...pattern.for, ...pattern.against].map(({ points, rule }) => [pattern.id, points, rule] as const),
)

describe('every rule of a pattern', () => {
  const read = (rule: string, assignment: Assignment) => {
    const values = Object.fromEntries(
      Object.entries(assignment).map(([id, value]) => [
        flagRuleIds.get(id)?.sided ? `${id}_right` : id,
        value,
      ]),
    )
    return evaluate(loadRule(rule, flagRuleIds), {
      values: valuesOf(values),
      registry: flagRuleIds,
      side: 'right',
    })
  }

  test.each(pointRules)('%s %i %s: true, false, and not assessed without each input', (_, __, text) => {
    const rule = loadRule(text, flagRuleIds)
    const conditions = conditionsOf(rule.root)
    const met: Assignment = {}
    // One value for an id that two conditions limit from both sides.
    for (const condition of conditions) met[condition.id] ??= satisfy(condition, true)
    const unmet = Object.fromEntries(conditions.map((condition) => [condition.id, satisfy(condition, false)]))
    expect(read(text, met)).toBe('T')
    expect(read(text, unmet)).toBe('F')
    for (const id of idsOf(rule)) {
      expect(read(text, { ...met, [id]: null }), `without ${id}`).not.toBe('F')
      if (!text.includes(' OR ')) expect(read(text, { ...met, [id]: null }), `without ${id}`).toBe('N')
    }
    expect(read(text, {})).toBe('N')
  })
})
