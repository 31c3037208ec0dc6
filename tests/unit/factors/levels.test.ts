import { describe, expect, test } from 'vitest'
import { factors } from '#lib/content/factors/index.ts'
import { levelRows } from './level-rows.ts'
import { factor } from './people.ts'

describe('every level of every factor', () => {
  test.each(levelRows)('%s %i', (id, level, reached, missed, below) => {
    expect(factor(id, reached).level).toBe(level)
    expect(factor(id, missed).level).toBe(below)
  })

  test('has a row', () => {
    const covered = new Set(levelRows.map(([id, level]) => `${id} ${level}`))
    const all = factors.flatMap((one) => one.levels.map(({ level }) => `${one.id} ${level}`))
    expect(all.filter((name) => !covered.has(name))).toEqual([])
  })

  test.each(levelRows)('%s %i: an input that is taken away is missing, never "no"', (id, level, reached) => {
    for (const input of Object.keys(reached)) {
      const found = factor(id, { ...reached, [input]: null })
      const known = new Set(factors.flatMap((one) => (one.id === id ? one.inputs : [])))
      const bare = input.replace(/_(left|right)$/, '')
      if (!known.has(input) && !known.has(bare)) continue
      // Another answer may still reach the level, or a lower one; otherwise the input is named.
      if (found.level === level) continue
      expect(found.level).not.toBe(0)
      expect([...found.missing, ...found.mayBeHigher]).toContain(known.has(input) ? input : bare)
    }
  })

  test('is not assessed without any answer', () => {
    for (const { id } of factors) expect(factor(id, {}).status, id).toBe('not_assessed')
  })
})
