import { describe, expect, test } from 'vitest'
import { instruments, packInstruments, scaleOf } from '#lib/content/outcomes/instruments.ts'
import { type MeasureId, measureIds, type ScaleId, scaleIds } from '#lib/content/outcomes/types.ts'
import { outcomeInput } from '#lib/outcomes/entries/schema.ts'
import {
  grocBand,
  isComplete,
  ostrcProblem,
  percentChange,
  scoreOf,
  scoreScale,
} from '#lib/outcomes/scoring/rules.ts'
import { allScales, filled, itemsOf, times } from './make.ts'

const score = (measure: MeasureId, values: readonly (number | null)[], id = measure as ScaleId) =>
  scoreOf(instruments[measure], itemsOf(measure, values)).scores[id]

/** The items of an AKPS form that are not taken as they are posted. */
const refused = (items: Readonly<Record<string, number | null>>) => {
  const typed = Object.entries(items).map(([id, value]) => [id, `${value ?? ''}`])
  const ids = { id: crypto.randomUUID(), caseId: crypto.randomUUID(), measure: 'akps' }
  const { error } = outcomeInput.safeParse({ ...ids, ...Object.fromEntries(typed) })
  return (error?.issues ?? []).map(({ path }) => path[0])
}

/** Items of one subscale of KOOS in its order. */
const koos = (id: ScaleId, values: readonly number[]) => {
  const { scale } = scaleOf(id)
  return scoreScale(scale, Object.fromEntries(values.map((value, at) => [scale.items[at] ?? '', value])))
}

describe('worked examples of clinical/outcome-measures.md 5', () => {
  test('5.1 nprs: percent of the baseline', () => {
    expect(percentChange(6.5, 4.5)).toBeCloseTo(30.8, 1)
    expect(percentChange(0, 2)).toBeNull()
  })

  test('5.2 psfs', () => {
    expect(score('psfs', [3, 5, 2])).toBeCloseTo(3.33, 2)
    expect(score('psfs', [6, 7, 5])).toBeCloseTo(6, 9)
    expect(score('psfs', [null, null, null])).toBeNull()
  })

  test.each([
    [[5, 5, 5, 10, 5, 10, 10, 10, 10, 10, 10, 5, 5], 100],
    [[3, 5, 3, 5, 3, 6, 2, 6, 6, 8, 10, 3, 5], 65],
    [[5, 5, 5, 8, 4, 8, 7, 8, 8, 8, 10, 5, 5], 86],
  ])('5.3 akps %j = %d', (values, expected) => {
    expect(refused(itemsOf('akps', values))).toEqual([])
    expect(score('akps', values)).toBe(expected)
  })
  test('5.3 akps: 7 for item 4 is rejected, and so is an item that does not exist', () => {
    expect(refused({ akps_4: 7 })).toEqual(['akps_4'])
    expect(refused({ akps_14: 5 })).toEqual(['akps_14'])
    expect(refused({ akps_4: null })).toEqual([])
  })
  test('5.3 akps: all 13 are required', () => {
    expect(score('akps', [3, 5, 3, 5, 3, 6, 2, 6, 6, 8, 10, 3])).toBeNull()
  })

  test('5.4 lefs', () => {
    expect(score('lefs', times(20, 3))).toBe(60)
    expect(score('lefs', [...times(8, 4), ...times(6, 2), ...times(6, 1)])).toBe(50)
    expect(score('lefs', times(19, 3))).toBeNull()
  })

  test('5.5 koos', () => {
    expect(koos('koos_pain', [1, 2, 1, 0, 2, 1, 1, 0, 1])).toBe(75)
    expect(koos('koos_pain', [2, 1, 2, 3, 1, 1])).toBeCloseTo(58.3, 1)
    expect(koos('koos_pain', [2, 1, 2, 3])).toBeNull()
    expect(koos('koos_qol', [2, 3, 2, 1])).toBe(50)
    expect(koos('koos_sport', [3, 2, 3])).toBeCloseTo(33.3, 1)
  })
  test.each([
    ['koos_pain', 5, 9],
    ['koos_symptoms', 4, 7],
    ['koos_adl', 9, 17],
    ['koos_sport', 3, 5],
    ['koos_qol', 2, 4],
    ['koos_pf', 6, 11],
  ] as const)('%s needs %d of %d items', (id, needed, all) => {
    expect(scaleOf(id).scale.items).toHaveLength(all)
    expect(koos(id, times(needed, 2))).toBe(50)
    expect(koos(id, times(needed - 1, 2))).toBeNull()
  })

  test('5.6 koos_pf', () => {
    expect(score('koos_pf', [2, 1, 2, 2, 1, 3, 2, 1, 1, 2, 2])).toBeCloseTo(56.8, 1)
    expect(score('koos_pf', [2, 2, 1, 1, 3, 2])).toBeCloseTo(54.2, 1)
    expect(score('koos_pf', [2, 2, 1, 1, 3])).toBeNull()
    expect(score('koos_pf', times(11, 1))).toBe(75)
  })

  test('5.7 uwri', () => {
    expect(score('uwri', [3, 2, 2, 2, 1, 2, 2, 3, 1])).toBe(18)
    expect(score('uwri', [4, 3, 3, 3, 3, 3, 3, 4, 3])).toBe(29)
    expect(score('uwri', times(8, 4))).toBeNull()
  })

  test.each([
    [[17, 25, 25, 25], 92, true],
    [[8, 17, 8, 8], 41, true],
    [[8, 8, 8, 0], 24, false],
    [[8, 17, 17, 0], 42, true],
    [[0, 0, 0, null], null, false],
  ])('5.8 ostrc_o2 %j = %s, substantial %s', (values, expected, substantial) => {
    expect(score('ostrc_o2', values)).toBe(expected)
    expect(ostrcProblem(itemsOf('ostrc_o2', values)).substantial).toBe(substantial)
  })

  test.each([
    [3, 'slightly better'],
    [4, 'clearly better'],
    [-2, 'slightly worse'],
    [1, 'unchanged'],
    [-1, 'unchanged'],
    [-4, 'clearly worse'],
  ])('5.9 groc %d: %s', (rating, band) => {
    expect(grocBand(rating)).toBe(band)
  })
})

describe('ostrc_o2, options that a clinic may turn on', () => {
  const ended = (values: (number | null)[], options: ('best_ends' | 'worst_ends')[]) =>
    scoreOf(instruments.ostrc_o2, itemsOf('ostrc_o2', values), options)

  test('are off: all four are asked', () => {
    expect(ended([0], [])).toEqual({ scores: { ostrc_o2: null }, missing: 3 })
  })
  test('the best answer to question 1 ends it with 0, the worst with 100', () => {
    expect(ended([0], ['best_ends'])).toEqual({ scores: { ostrc_o2: 0 }, missing: 0 })
    expect(ended([25], ['worst_ends'])).toEqual({ scores: { ostrc_o2: 100 }, missing: 0 })
    expect(ended([25], ['best_ends']).scores.ostrc_o2).toBeNull()
    expect(ended([8, 8, 8, 8], ['best_ends', 'worst_ends']).scores.ostrc_o2).toBe(32)
  })
  test('a problem is not known as long as a missing answer could change it', () => {
    expect(ostrcProblem(itemsOf('ostrc_o2', [8, null, 8, 8]))).toEqual({ present: true, substantial: null })
    expect(ostrcProblem(itemsOf('ostrc_o2', [8, 17, null, 8])).substantial).toBe(true)
    expect(ostrcProblem({})).toEqual({ present: null, substantial: null })
  })
})

describe('the instruments', () => {
  test('every id has its instrument and every scale its place', () => {
    expect(measureIds.map((id) => instruments[id].id)).toEqual([...measureIds])
    expect([...allScales.map(({ id }) => id)].sort()).toEqual([...scaleIds].sort())
  })
  test('no wording of an instrument that may not be shipped is shipped', () => {
    expect(packInstruments.map(({ id }) => id)).toEqual([
      'akps',
      'lefs',
      'koos',
      'koos_pf',
      'uwri',
      'ostrc_o2',
    ])
    expect(packInstruments.flatMap(({ items }) => items.filter(({ own }) => own))).toEqual([])
    const shipped = measureIds.filter((id) => instruments[id].texts === 'own')
    expect(shipped.flatMap((id) => instruments[id].items.filter(({ own }) => !own))).toEqual([])
  })
  test.each(allScales.map((scale) => [scale.id, scale] as const))(
    '%s reaches exactly the ends of its range with the best and the worst answers',
    (_, scale) => {
      const { instrument } = scaleOf(scale.id)
      const ends = ([Math.min, Math.max] as const).map((pick) =>
        scoreScale(
          scale,
          Object.fromEntries(
            instrument.items
              .filter(({ id }) => scale.items.includes(id))
              .map((item) => [item.id, pick(...item.values)]),
          ),
        ),
      )
      expect([...ends].sort((a, b) => Number(a) - Number(b))).toEqual([scale.min, scale.max])
    },
  )
  test.each(allScales.flatMap((s) => [s.mdc, s.mic, ...s.alsoFound].map((t) => [s.id, t] as const)))(
    'a threshold of %s names its population and source',
    (_, threshold) => {
      if (!threshold) return
      expect(threshold.value).toBeGreaterThan(0)
      expect(threshold.population).not.toBe('')
      expect(threshold.source).toMatch(/^\[(GK|\d+)\]/)
    },
  )
  test('koos is complete only with all five scores', () => {
    const all = filled('koos', '2026-01-01', times(42, 1))
    expect(isComplete(all)).toBe(true)
    expect(isComplete(filled('koos', '2026-01-01', times(30, 1)))).toBe(false)
    expect(all.missing).toBe(0)
    expect(filled('koos', '2026-01-01', times(41, 1)).missing).toBe(1)
  })
  test('the thresholds are those of section 4', () => {
    const defaults = Object.fromEntries(
      allScales.map((s) => [s.id, [s.mdc?.value ?? null, s.mic?.value ?? null]]),
    )
    expect(defaults).toEqual({
      nprs: [2, 2],
      psfs: [2, 2],
      akps: [9, 10],
      lefs: [9, 9],
      koos_pain: [null, 15],
      koos_symptoms: [null, 12.5],
      koos_adl: [null, 15.5],
      koos_sport: [null, 17.5],
      koos_qol: [null, 12.5],
      koos_pf: [16, 16.4],
      uwri: [4.1, 8],
      ostrc_o2: [null, null],
      groc: [null, 2],
    })
  })
})
