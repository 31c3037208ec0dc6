import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scaleOf } from '#lib/content/outcomes/instruments.ts'
import type { Scale } from '#lib/content/outcomes/types.ts'
import { addDays } from '#lib/dates.ts'
import { baselineOf, changesOf, statusOf } from '#lib/outcomes/changes/rules.ts'
import { scoreScale } from '#lib/outcomes/scoring/rules.ts'
import { allScales, filled } from './make.ts'

const valuesOf = (scale: Scale) =>
  scaleOf(scale.id).instrument.items.filter(({ id }) => scale.items.includes(id))

/** An answer, or none, for each item of the scale. */
const answers = (scale: Scale) =>
  fc.record(
    Object.fromEntries(
      valuesOf(scale).map((item) => [item.id, fc.option(fc.constantFrom(...item.values), { freq: 9 })]),
    ),
  )

describe.each(allScales.map((scale) => [scale.id, scale] as const))('%s', (_, scale) => {
  test('a score is null or within the range', () => {
    fc.assert(
      fc.property(answers(scale), (items) => {
        const score = scoreScale(scale, items)
        if (score !== null) expect(score >= scale.min && score <= scale.max).toBe(true)
      }),
    )
  })
  test('the order in which items come does not matter', () => {
    fc.assert(
      fc.property(answers(scale), (items) => {
        const reversed = Object.fromEntries(Object.entries(items).reverse())
        expect(scoreScale(scale, reversed)).toBe(scoreScale(scale, items))
      }),
    )
  })
  test('a higher value of one item never moves the score the other way', () => {
    const rises = scale.scoring.kind === 'percent_of_best' ? -1 : 1
    const one = fc.constantFrom(...valuesOf(scale))
    fc.assert(
      fc.property(answers(scale), one, (items, item) => {
        const scores = [...item.values]
          .sort((a, b) => a - b)
          .map((value) => scoreScale(scale, { ...items, [item.id]: value }))
        for (const [at, score] of scores.entries()) {
          const before = scores[at - 1]
          if (typeof before === 'number' && score !== null)
            expect(rises * (score - before) >= -1e-9).toBe(true)
        }
      }),
    )
  })
})

const threshold = fc.option(fc.integer({ min: 1, max: 40 }), { freq: 4 })
const order = ['worse', 'no_detectable_change', 'better_possible', 'better_important']

test('more improvement never makes a worse status', () => {
  const delta = fc.double({ min: -60, max: 60, noNaN: true })
  fc.assert(
    fc.property(threshold, threshold, delta, delta, (mdc, mic, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((d) => statusOf(d, { mdc, mic }))
      if (less === null) expect(more).toBeNull()
      else expect(order.indexOf(String(more))).toBeGreaterThanOrEqual(order.indexOf(less ?? ''))
    }),
  )
})

test('the order in which administrations are read does not matter', () => {
  const activated = '2026-03-02'
  const one = fc.record({ at: fc.integer({ min: -30, max: 120 }), rating: fc.integer({ min: 0, max: 4 }) })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), (rows) => {
      const all = rows.map(({ at, rating }) =>
        filled('uwri', addDays(activated, at), new Array(9).fill(rating)),
      )
      const reversed = [...all].reverse()
      expect(changesOf(reversed, 'uwri', activated)).toEqual(changesOf(all, 'uwri', activated))
      const baseline = baselineOf(all, 'uwri', activated)
      if (baseline) expect(baseline.on <= addDays(activated, 14)).toBe(true)
    }),
  )
})
