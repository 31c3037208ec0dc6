import { describe, expect, test } from 'vitest'
import { assessmentItems } from '#lib/content/assessment/index.ts'
import { defaultLimits, inWords } from '#lib/content/limits/index.ts'
import { inOrder } from '#lib/content/limits/order.ts'
import { allLimits, outOfOrder } from '#lib/limits/rules.ts'
import { settableLimits } from '#lib/limits/schema.ts'
import { limitValues, perLimits } from '#lib/limits/values/rules.ts'

const specs = settableLimits.flatMap(([, list]) => list)

describe('what a clinic may set', () => {
  test('each has a name of its own', () => {
    expect(new Set(specs.map(({ id }) => id)).size).toBe(specs.length)
    expect(new Set(specs.map(({ label }) => label)).size).toBe(specs.length)
  })

  test.each(specs)('$id: its default lies in its range, on a step, and has a reason', (spec) => {
    const steps = (spec.default - spec.min) / spec.step
    expect(spec.default).toBeGreaterThanOrEqual(spec.min)
    expect(spec.default).toBeLessThanOrEqual(spec.max)
    expect(spec.min).toBeLessThan(spec.max)
    expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-6)
    expect(spec.reason.length).toBeGreaterThan(10)
  })

  test('the newest holds, one that was taken back is the default, and those of alerts are not among them', () => {
    const set = (value: number | null) => ({ limitId: 'popliteal_possible_deg', value })
    expect(limitValues([set(30), set(45)]).popliteal_possible_deg).toBe(45)
    expect(limitValues([set(30), set(null)])).toEqual(defaultLimits)
    expect(limitValues([{ limitId: 'no_log_watch', value: 3 }])).toBe(defaultLimits)
  })

  test('what is made of them is made once for each set, and never of another one', () => {
    const made: number[] = []
    const of = perLimits((limits) => {
      made.push(limits.popliteal_possible_deg)
      return limits.popliteal_possible_deg
    })
    const set = () => limitValues([{ limitId: 'popliteal_possible_deg', value: 30 }])
    expect([of(defaultLimits), of(set()), of(set()), of(defaultLimits)]).toEqual([40, 30, 30, 40])
    expect(made).toEqual([40, 30])
    expect(of({ ...set(), popliteal_possible_deg: 31 })).toBe(31)
  })
})

describe('a limit in words', () => {
  test('has its unit, and must be one', () => {
    expect(inWords('Below {lunge_possible_cm}, {lsi_symmetric_pct}', defaultLimits)).toBe('Below 8 cm, 90 %')
    expect(inWords('Above {popliteal_possible_deg}', defaultLimits)).toBe('Above 40°')
    expect(() => inWords('{not_a_limit}', defaultLimits)).toThrow('not_a_limit')
  })

  test.each(assessmentItems.filter(({ reference }) => reference?.includes('{')))(
    '$id: its reference is complete',
    ({ reference = '' }) => expect(inWords(reference, defaultLimits)).not.toMatch(/[{}]|undefined/),
  )
})

describe('limits that stand in an order', () => {
  const numbers = (set: Record<string, number>) =>
    allLimits(
      Object.entries(set).map(([limitId, value]) => ({ caseId: null, limitId, value })),
      null,
    )

  test('name numbers that there are, and keep to it by default', () => {
    for (const pair of inOrder)
      for (const id of pair) {
        expect(specs.map((one) => one.id)).toContain(id)
        expect(outOfOrder(numbers({}), id)).toBeNull()
      }
  })

  test('a number on the wrong side of its neighbour is refused with what holds there', () => {
    const wrong = numbers({ cadence_present_spm: 175 })
    expect(outOfOrder(wrong, 'cadence_present_spm')).toMatch(/^Choose at most 170, .*possible up to/)
    expect(outOfOrder(numbers({ flare_alone: 4, flare_least: 5 }), 'flare_alone')).toMatch(
      /^Choose at least 5/,
    )
    expect(outOfOrder(numbers({ flare_alone: 4 }), 'flare_alone')).toBeNull()
    expect(outOfOrder(wrong, 'plank_possible_s')).toBeNull()
  })
})
