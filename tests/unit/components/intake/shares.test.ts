import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareOut } from '#components/intake/fields/shares.ts'

const sum = (parts: readonly number[]) => parts.reduce((all, one) => all + one, 0)

describe('shares of a whole', () => {
  it('leaves the others alone while the whole is not reached', () => {
    expect(shareOut([0, 0, 0], 0, 60)).toEqual([60, 0, 0])
    expect(shareOut([60, 0, 0], 1, 30)).toEqual([60, 30, 0])
  })

  it('makes room in proportion when the whole is passed', () => {
    expect(shareOut([60, 40, 0], 2, 10)).toEqual([54, 36, 10])
  })

  it('gives back in proportion once the whole was reached', () => {
    expect(shareOut([54, 36, 10], 2, 0)).toEqual([60, 40, 0])
  })

  it('keeps whole numbers from 0 that never pass the whole, and a full whole full', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(parts, fc.nat({ max: 5 }), fc.integer({ min: -50, max: 200 }), (before, at, value) => {
        const after = shareOut(before, at, value)
        expect(after.every((part) => Number.isInteger(part) && part >= 0)).toBe(true)
        expect(sum(after)).toBeLessThanOrEqual(Math.max(100, 0))
        const others = sum(before) - (before[at] ?? 0)
        if (sum(before) === 100 && others > 0) expect(sum(after)).toBe(100)
      }),
    )
  })
})
