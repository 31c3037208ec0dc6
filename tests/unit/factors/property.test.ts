import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factors } from '#lib/content/factors/index.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { questionnaire } from '#lib/content/intake/questionnaire.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { evaluateFactors } from '#lib/factors/evaluation/rules.ts'
import { caseInputs } from '#lib/factors/inputs/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { readForm } from '#lib/intake/forms/posted/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { factor, valuesOf } from '#tests/unit/factors/people.ts'

const today = '2026-11-25'
const inputs = [...new Set(factors.flatMap((one) => one.inputs))]

/** Any value that an input can have, missing included. */
function anyValue(id: string): fc.Arbitrary<RuleValue> {
  const spec = flagRuleIds.get(id)
  if (spec?.type === 'number') return fc.option(fc.double({ min: -50, max: 900, noNaN: true }), { nil: null })
  if (spec?.type === 'option') return fc.option(fc.constantFrom(...spec.options), { nil: null })
  if (spec?.type === 'list')
    return fc.option(fc.subarray([...spec.options], { minLength: 1 }), {
      nil: null,
    }) as fc.Arbitrary<RuleValue>
  return fc.constant(null)
}

const anyPerson = fc
  .tuple(
    fc.constantFrom('left', 'right', 'equal', null),
    ...inputs.flatMap((id) => {
      const ids = flagRuleIds.get(id)?.sided ? [`${id}_left`, `${id}_right`] : [id]
      return ids.map((name) => anyValue(id).map((value) => [name, value] as const))
    }),
  )
  .map(([side, ...pairs]) => [['index_side', side] as const, ...pairs])

describe('whatever the answers', () => {
  test('the same answers give the same result, in any order', () => {
    fc.assert(
      fc.property(anyPerson, fc.infiniteStream(fc.nat()), (pairs, order) => {
        const shuffled = pairs
          .map((pair) => ({ pair, at: order.next().value as number }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ pair }) => pair)
        expect(evaluateFactors(new Map(shuffled))).toEqual(evaluateFactors(new Map(pairs)))
      }),
      { numRuns: 40 },
    )
  })

  test('level, status, points and what is missing agree', () => {
    const weights = { strong: 4, moderate: 3, weak: 2, expert: 1 }
    fc.assert(
      fc.property(anyPerson, (pairs) => {
        for (const found of evaluateFactors(new Map(pairs)).factors) {
          const { level, status, points, missing, mayBeHigher, evidence } = found
          expect(status).toBe(
            level === null ? 'not_assessed' : ['absent', 'possible', 'present', 'present'][level],
          )
          expect(points).toBe((level ?? 0) * weights[evidence])
          if (level === null) expect(missing.length).toBeGreaterThan(0)
          else expect(missing).toEqual([])
          if (level === null || level === 0) expect(mayBeHigher).toEqual([])
        }
      }),
      { numRuns: 40 },
    )
  })

  test('taking an answer away never turns a level into "absent"', () => {
    fc.assert(
      fc.property(anyPerson, fc.nat(), (pairs, at) => {
        const [id] = pairs[at % pairs.length] ?? ['']
        const all = evaluateFactors(new Map(pairs)).factors
        const less = evaluateFactors(
          new Map(pairs.map((pair) => (pair[0] === id ? [id, null] : pair))),
        ).factors
        less.forEach((found, i) => {
          if (found.level === 0) expect(all[i]?.level, found.id).toBe(0)
        })
      }),
      { numRuns: 60 },
    )
  })

  test('intake hints alone give muscle, flexibility and technique at most level 1', () => {
    const hints = fc.record({
      cadence_known: fc.integer({ min: 120, max: 230 }),
      strength_days: fc.integer({ min: 0, max: 7 }),
      form_notes: fc.subarray(['long_steps', 'loud_landing', 'knees_inward', 'hips_drop', 'feet_cross'], {
        minLength: 1,
      }),
    })
    fc.assert(
      fc.property(hints, (values) => {
        for (const found of evaluateFactors(valuesOf(values)).factors) {
          if (found.group === 'grp_muscle' || found.group === 'grp_technique')
            expect(found.level ?? 0).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

/** Factor, input, and whether more of it is worse. */
const monotonic: readonly [string, string, boolean, Record<string, RuleValue>][] = [
  ['fac_session_spike', 'session_spike_pct', true, { km_longest_30d_before: 10 }],
  ['fac_weekly_spike', 'load_change_weekly_pct', true, { km_week_before: 10 }],
  ['fac_weekly_spike', 'km_rise', true, { km_week_before: 3 }],
  ['fac_frequency_change', 'runs_change', true, {}],
  ['fac_long_run_share', 'long_run_share_pct', true, { runs_week_now: 4 }],
  ['fac_quad_weak', 'lsi_knee_ext', false, { knee_ext_low: 'no', sts30_low: 'no' }],
  ['fac_hip_abd_weak', 'lsi_hip_abd', false, { func_stepdown_items_right: ['none'] }],
  ['fac_trunk_endurance', 'func_side_plank_s_right', false, { func_plank_s: 90 }],
  ['fac_hamstring_tight', 'flex_popliteal_deg_right', true, { flex_slr_deg_right: 90 }],
  ['fac_low_cadence', 'gait_cadence_spm', false, {}],
  ['fac_shoe_worn', 'shoe_km', true, { shoe_age_months: 1, shoe_wear: ['none'] }],
  ['fac_shoe_worn', 'shoe_age_months', true, { shoe_km: 0, shoe_wear: ['none'] }],
  ['fac_short_sleep', 'sleep_hours', false, { sleep_quality: 'good' }],
  ['fac_high_stress', 'stress_level', true, {}],
]

describe('more of it is never rated lower', () => {
  test.each(monotonic)('%s by %s', (id, input, up, around) => {
    const value = fc.double({ min: 0, max: 300, noNaN: true })
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [milder, worse] = a < b === up ? [a, b] : [b, a]
        const level = (x: number) => factor(id, { ...around, [input]: x }).level ?? -1
        expect(level(worse)).toBeGreaterThanOrEqual(level(milder))
      }),
    )
  })
})

describe('miles and pounds', () => {
  const section = (id: string) => {
    const found = questionnaire.sections.find((one) => one.questions.some((question) => question.id === id))
    if (!found) throw new Error(id)
    return found
  }
  const typed = (pairs: Record<string, [number, 'mi' | 'lb' | null]>): Answers => {
    const answers: Record<string, Answers[string]> = { onset_activity: 'running', affected_side: 'right' }
    for (const [id, [value, unit]] of Object.entries(pairs)) {
      const form = new FormData()
      form.set(id, `${value}`)
      if (unit) form.set(`${id}__unit`, unit)
      answers[id] = Number(readForm(section(id), form)[id])
    }
    return answers
  }
  const levels = (answers: Answers) =>
    evaluateFactors(
      caseInputs({
        forms: [{ id: 'f', kind: 'intake', on: today, answers }],
        assessments: [],
        limits: defaultLimits,
        today,
      }).values,
    ).factors.map(({ id, level }) => [id, level])

  test('give what the same distance and weight give in kilometers and kilograms', () => {
    const miles = fc.integer({ min: 4, max: 40 })
    const pounds = fc.integer({ min: 90, max: 300 })
    fc.assert(
      fc.property(miles, miles, miles, miles, pounds, (before, onset, longest, run, weight) => {
        // A typed distance is stored to 10 m: a change that is exactly at a limit may fall on either side of it.
        const change = (from: number, to: number) => (100 * (to - from)) / from
        const atLimit = [change(before, onset), change(longest, run)].some((one) =>
          [10, 30, 100].some((limit) => Math.abs(one - limit) < 0.3),
        )
        fc.pre(!atLimit)
        const km = (value: number): [number, null] => [Math.round(value * 1.609344 * 1000) / 1000, null]
        const height: [number, null] = [175, null]
        const imperial = typed({
          km_week_before: [before, 'mi'],
          km_week_onset: [onset, 'mi'],
          km_longest_30d_before: [longest, 'mi'],
          km_onset_run: [run, 'mi'],
          weight_kg: [weight, 'lb'],
          height_cm: height,
        })
        const metric = typed({
          km_week_before: km(before),
          km_week_onset: km(onset),
          km_longest_30d_before: km(longest),
          km_onset_run: km(run),
          weight_kg: [weight * 0.45359237, null],
          height_cm: height,
        })
        expect(levels(imperial)).toEqual(levels(metric))
      }),
      { numRuns: 60 },
    )
  })
})
