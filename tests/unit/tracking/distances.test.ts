import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberField } from '#lib/tracking/entries/schema.ts'
import { distanceText, fromKm, limitText, toKm } from '#lib/tracking/run-logs/rules.ts'

describe('a distance', () => {
  test('in words: kilometers as they are, miles to one place, one mile alone', () => {
    expect([distanceText(11.25, 'km'), distanceText(11.25, 'mi')]).toEqual(['11.25 km', '7 miles'])
    expect(distanceText(1.61, 'mi')).toBe('1 mile')
  })
  test('that is a limit is rounded down in miles, but not below what was typed', () => {
    expect([limitText(8.8, 'km'), limitText(8.8, 'mi')]).toEqual(['8.8 km', '5.4 miles'])
    expect(limitText(5 * 1.609344, 'mi')).toBe('5 miles')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1200 }), (tenths) => {
        const said = Number(limitText(tenths / 10, 'mi').split(' ')[0])
        expect(toKm(said, 'mi')).toBeLessThanOrEqual(tenths / 10 + 0.005)
      }),
    )
  })
  test('typed in miles comes back as it was typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7400 }), (hundredths) => {
        expect(fromKm(toKm(hundredths / 100, 'mi'), 'mi')).toBe(hundredths / 100)
      }),
    )
  })
})

test('a mark with three digits after it is asked about, any other one parts a decimal', () => {
  const distance = numberField(0, 120)
  for (const [text, km] of [
    ['1,2', 1.2],
    ['12,5', 12.5],
    ['5,25', 5.25],
    ['0,500', 0.5],
    ['5.12', 5.12],
    ['１２', 12],
  ] as const)
    expect(distance.parse(text)).toBe(km)
  const asked = (text: string) => distance.safeParse(text).error?.issues.map(({ message }) => message)
  for (const text of ['1,200', '1.200'])
    expect(asked(text)).toEqual(['Write 1.2 or 1200: it is not clear which one is meant.'])
  expect(asked('5.123')).toEqual(['Write 5.12 or 5123: it is not clear which one is meant.'])
  for (const text of ['-5', '1 000', 'far', '5 6', 'Infinity'])
    expect(asked(text)).toEqual(['Write a number from 0 to 120.'])
  expect(numberField(0, 5000).parse('1 000')).toBe(1000)
  expect(numberField(0, 900, true).safeParse('1,200').error?.issues[0]?.message).toContain('a whole number')
})
