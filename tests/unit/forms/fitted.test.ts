import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutMarks, fitted } from '#lib/forms/fitted.ts'

describe('lines of the record in the room that there is', () => {
  it('stay as they are where they fit', () => {
    expect(fitted(['a', '', 'b'.repeat(90)], 200, cutMarks.note)).toEqual(['a', '', 'b'.repeat(90)])
  })
  it('are cut where they are long, and say where the rest stands', () => {
    const [short, long] = fitted(['short', 'x'.repeat(500)], 200, cutMarks.note)
    expect(short).toBe('short')
    expect(long).toMatch(/^x{100,}… see the record$/)
  })
  it('end where even short ones have no room', () => {
    const lines = fitted(
      Array.from({ length: 50 }, (_, at) => `${at} ${'x'.repeat(200)}`),
      1000,
      cutMarks.note,
    )
    expect(lines[0]).toMatch(/^0 x+… see the record$/)
    expect(lines.at(-1)).toBe('… see the record')
  })
  it('never need more than the room, and no character is cut in half', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 400 })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.integer({ min: 100, max: 3000 }), (lines, room) => {
        const text = fitted(lines, room, cutMarks.letter).join('\n')
        expect(text.length).toBeLessThanOrEqual(room)
        expect(text.isWellFormed()).toBe(true)
      }),
    )
  })
})
