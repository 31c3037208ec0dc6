import { describe, expect, test } from 'vitest'
import { triggersWith } from '#lib/content/flags/index.ts'
import { derivedIds } from '#lib/content/ids/intake.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { whyLines } from '#lib/flags/cards/rules.ts'
import { evaluateFlags } from '#lib/flags/evaluation/rules.ts'
import { firedAnswers, mergeFlags } from '#lib/flags/history/rules.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { askedIds, flagsOf } from '#lib/intake/review-form/own/rules.ts'
import { saidNow } from '#lib/intake/review-form/rules.ts'
import { visitIds } from '#lib/intake/visit-form/schema.ts'
import { parseRule } from '#lib/rules/parse.ts'
import { idsOf } from '#lib/rules/tree.ts'
import { bornFor, patient, today } from '#tests/unit/flags/patients.ts'

/** Known from before: a shin that hurts badly on walking. */
const shin = {
  sex_at_birth: 'female',
  date_of_birth: bornFor(28),
  rf_prev_stress_fracture: 'no',
  energy_low: 'no',
  pain_zones: ['zone_shin:left'],
  pain_zone_main: 'zone_shin:left',
  agg_walk: 'severe',
}

/** What a form raises in a case without flags, by the ids that it asks. */
function raisedIn(answers: Answers, answered: ReadonlySet<string>): string[] {
  const values = intakeValues(answers, { today, limits: defaultLimits })
  const results = evaluateFlags(values, 'intake', defaultLimits, answered)
  return mergeFlags([], results, { occasion: 'form', answered, values }).raise.map(({ id }) => id)
}

describe('a flag that fires through a derived value', () => {
  test('reads these, and of what is behind one a form at a visit asks the sex alone, to be put right', () => {
    const read = new Set(triggersWith(defaultLimits).flatMap(({ rule }) => idsOf(parseRule(rule))))
    const derived = [...read].filter((id) => Object.hasOwn(derivedIds, id))
    expect(derived.toSorted()).toEqual(['age_years', 'bone_risk', 'periods_missed'])
    for (const id of ['energy_low', 'rf_prev_stress_fracture', 'periods_status', 'date_of_birth'])
      expect(visitIds.has(id)).toBe(false)
  })

  test.each<[string, Answers, string[], string[]]>([
    ['periods_missed', { periods_status: 'missed_3plus' }, ['flag_bsi_leg', 'flag_reds'], []],
    ['bone_risk', { energy_low: 'yes' }, ['flag_bsi_leg'], []],
    ['bone_risk', { rf_prev_stress_fracture: 'yes' }, ['flag_bsi_leg'], ['flag_bsi_leg']],
    ['neither', {}, [], []],
  ])('%s is raised by the form that asks what is behind it', (_, changes, whole, safety) => {
    const answers = patient({ ...shin, ...changes })
    expect(raisedIn(answers, askedIds.whole)).toEqual(whole)
    expect(raisedIn(answers, askedIds.safety)).toEqual(safety)
    expect(flagsOf(answers, 'whole', today, defaultLimits)).toEqual(whole)
    expect(flagsOf(answers, 'safety', today, defaultLimits)).toEqual(safety)
    expect(raisedIn(answers, new Set(['agg_walk']))).toEqual(whole.filter((id) => id === 'flag_bsi_leg'))
    const asked = new Set(['sex_at_birth'])
    expect(raisedIn(answers, saidNow({ asked, answers, before: answers }))).toEqual([])
    expect([...saidNow({ asked, answers, before: { ...answers, sex_at_birth: 'male' } })]).toEqual([...asked])
  })

  const firedBy = (changes: Answers) => {
    const values = intakeValues(patient({ ...shin, ...changes }), { today, limits: defaultLimits })
    const found = evaluateFlags(values, 'intake', defaultLimits).find(({ id }) => id === 'flag_bsi_leg')
    if (!found) throw new Error('flag_bsi_leg is not evaluated')
    return found
  }

  test('keeps the answers behind it, those that decided alone, beside it', () => {
    const fired = firedAnswers(firedBy({ periods_status: 'missed_3plus' }))
    expect(fired).toMatchObject({ bone_risk: 'yes', periods_missed: 'yes', periods_status: 'missed_3plus' })
    expect(fired).not.toHaveProperty('energy_low')
    expect(firedAnswers(firedBy({ energy_low: 'yes' }))).not.toHaveProperty('periods_missed')
  })

  test('names them on its card', () => {
    const why = whyLines(firedBy({ energy_low: 'yes' }).traces)
    const at = why.findIndex((line) => line.kind === 'condition' && line.label === 'Bone risk')
    expect(why.slice(at, at + 4)).toMatchObject([
      { answer: 'Yes', depth: 0 },
      { text: 'At least one of', depth: 1 },
      { state: 'not_met', depth: 2 },
      { state: 'met', answer: 'Yes', depth: 2, label: expect.stringContaining('tired') },
    ])
  })
})
