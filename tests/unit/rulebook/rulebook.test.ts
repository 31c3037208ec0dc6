import { describe, expect, test } from 'vitest'
import { clinicalIds } from '#lib/content/ids.ts'
import { inputsOf, matching, referencesOf, ruleEntry, ruleSource, ruleSources } from '#lib/rulebook/rules.ts'
import { type Query, tryRules } from '#lib/rulebook/try/rules.ts'
import { loadRule } from '#lib/rules/parse.ts'

const entries = ruleSources.flatMap((source) => source.entries)
const entry = (id: string) => {
  const found = ruleEntry(id)
  if (!found) throw new Error(id)
  return found.entry
}
const tried = (id: string, query: Query) => tryRules(entry(id), query)
const statesOf = (id: string, query: Query) => tried(id, query).results?.map(({ state }) => state) ?? null

describe('every rule', () => {
  test('has an id of its own, a title and a text; parses; and reads what is known', () => {
    expect(new Set(entries.map((one) => one.id)).size).toBe(entries.length)
    for (const one of entries) {
      expect(one.title, one.id).not.toBe('')
      expect(one.says, one.id).not.toBe('')
      expect(one.rules.length, one.id).toBeGreaterThan(0)
      for (const { text } of one.rules) expect(() => loadRule(text, clinicalIds)).not.toThrow()
      expect(tryRules(one, {}).fields.map((field) => field.id)).toEqual(inputsOf(one))
    }
  })

  test('names only references that exist', () => {
    for (const one of entries) {
      const named = [...`${one.evidence} ${one.source}`.matchAll(/\[(\d+)(?: GK)?\]/g)].map((match) =>
        Number(match[1]),
      )
      const found = referencesOf(`${one.evidence} ${one.source}`).map(({ number }) => number)
      expect(found, one.id).toEqual([...new Set(named)].toSorted((a, b) => a - b))
    }
  })

  test('is found by words of its title, its text and its rules', () => {
    const found = (q: string) => matching(ruleSource('factors'), q).map((one) => one.id)
    expect(found('short sleep')).toEqual(['fac_short_sleep'])
    expect(found('sleep_quality')).toEqual(['fac_short_sleep'])
    expect(found('nothing like it')).toEqual([])
    expect(ruleSource('no such kind').id).toBe('flags')
    expect(ruleEntry('no such rule')).toBeNull()
  })
})

describe('trying a rule', () => {
  test('says nothing before a value is given', () => {
    expect(tried('fac_short_sleep', {}).results).toBeNull()
  })

  test('evaluates each level with the values typed; empty means not assessed', () => {
    expect(statesOf('fac_short_sleep', { 'in.sleep_hours': '6,5' })).toEqual(['met', 'not_met'])
    expect(statesOf('fac_short_sleep', { 'in.sleep_hours': '8' })).toEqual(['not_assessed', 'not_met'])
    expect(statesOf('fac_short_sleep', { 'in.sleep_hours': '8', 'in.sleep_quality': 'good' })).toEqual([
      'not_met',
      'not_met',
    ])
    expect(
      statesOf('fac_shoe_worn', {
        'in.shoe_km': 'unknown',
        'in.shoe_age_months': '6',
        'in.shoe_wear': 'none',
      }),
    ).toEqual(['not_assessed', 'not_assessed'])
  })

  test('takes several of a list, and a two-sided finding once', () => {
    const flags = tried('flag_cauda_equina', { 'in.rf_cauda': ['saddle_numb', 'bladder_bowel'] })
    expect(flags.results?.[0]?.state).toBe('met')
    expect(statesOf('fac_itb_tight', { 'in.flex_ober_deg': '−2' })).toEqual(['met'])
  })

  test('names what cannot be read at its field, keeps what was typed and takes it for missing', () => {
    const { fields, results } = tried('fac_short_sleep', {
      'in.sleep_hours': 'five',
      'in.sleep_quality': 'odd',
    })
    expect(fields.map(({ id, typed, error }) => [id, typed[0], error !== null])).toEqual([
      ['sleep_hours', 'five', true],
      ['sleep_quality', 'odd', true],
    ])
    expect(results?.map(({ state }) => state)).toEqual(['not_assessed', 'not_assessed'])
    expect(statesOf('fac_short_sleep', { 'in.__proto__': 'x', constructor: 'y' })).toBeNull()
  })
})
