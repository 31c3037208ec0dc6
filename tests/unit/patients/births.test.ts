import { describe, expect, it, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { evaluateFlags, raised } from '#lib/flags/evaluation/rules.ts'
import { intakeValues, visibleIds } from '#lib/intake/answers/rules.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'
import { completeness } from '#lib/intake/completeness/rules.ts'
import { ageText, birthsOf, isMinorOn, withRecord } from '#lib/patients/births/rules.ts'
import { holdBias, modifiersOf } from '#lib/programs/progression/modifiers/rules.ts'
import { answersOf } from '#lib/review/indicators/values/rules.ts'
import { bornFor, patient, today } from '../flags/patients.ts'

const [young, adult, old] = [bornFor(17), bornFor(35), bornFor(66)]

describe('the dates that count', () => {
  it.each([
    ['the form alone', adult, null, [adult]],
    ['the record alone', null, [adult], [adult]],
    ['both, when they agree', adult, [adult], [adult]],
    ['both, when they differ, that of the record first', young, [adult], [adult, young]],
    ['not a date of the form that was found to be wrong', young, [adult, young], [adult]],
    ['not what is no day', '2001-02-30', [adult], [adult]],
  ])('%s', (_, told, recorded, expected) => {
    expect(birthsOf(told, recorded)).toEqual(expected)
  })

  it('make a minor when one of them does', () => {
    expect(isMinorOn([adult, young], today)).toBe(true)
    expect(isMinorOn([adult, old], today)).toBe(false)
    expect(ageText([adult, young], today)).toBe('17 or 35 y')
  })
})

/** What is raised for a form that names one date and a record that names another. */
const flags = (told: string, recorded: string, changes: Record<string, AnswerValue> = {}) => {
  const answers = withRecord(patient({ date_of_birth: told, ...changes }), [recorded])
  return raised(
    evaluateFlags(intakeValues(answers, { limits: defaultLimits, today }), 'intake', defaultLimits),
  ).map(({ id }) => id)
}

describe.each([
  ['the form', (one: string) => [one, adult] as const],
  ['the record', (one: string) => [adult, one] as const],
])('an age that %s alone names', (_, births) => {
  it.each<[string, string, Record<string, AnswerValue>]>([
    ['flag_minor', young, {}],
    ['flag_hip_young', young, { rf_groin_hip_pain: 'yes', rf_limp_hip_stiff: 'no' }],
    ['flag_fragility', old, { rf_trauma: 'yes', rf_trauma_days: 20 }],
    ['flag_fracture_ottawa', old, { rf_trauma: 'yes', rf_trauma_days: 2 }],
    ['flag_insufficiency', old, { onset_type: 'sudden_no_injury', rf_weight_bearing_now: 'limp' }],
  ])('raises %s', (id, age, changes) => {
    expect(flags(...births(age), changes)).toContain(id)
    expect(flags(adult, adult, changes)).not.toContain(id)
  })

  it('asks for the guardian, and holds a program that somebody of 60 would not get', () => {
    const [told, recorded] = births(young)
    const answers = withRecord(patient({ date_of_birth: told, guardian_name: null }), [recorded])
    expect(visibleIds(answers, today).has('guardian_name')).toBe(true)
    expect(completeness(answers, { today }).canSubmit).toBe(false)
    const [toldOld, recordedOld] = births(old)
    const values = intakeValues(withRecord(patient({ date_of_birth: toldOld }), [recordedOld]), {
      limits: defaultLimits,
      today,
    })
    expect(holdBias(new Map([...values, ['fac_previous_injury', 0]]))).toBe('yes')
  })
})

test('the rules of progression read both, too, from however many forms', () => {
  const told = (on: string, answers: Record<string, AnswerValue>) => ({
    on,
    answers: withRecord(answers, [young]),
  })
  const forms = [told('2026-01-01', { date_of_birth: adult }), told('2026-02-01', { energy_low: 'no' })]
  const values = answersOf(forms, today, defaultLimits)
  expect(values.get('age_years')).toBe(17)
  expect(modifiersOf(values).plyoBlocked).toBe(true)
})
