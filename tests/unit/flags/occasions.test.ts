import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { newestValues, occasionValues, type SaidForm } from '#lib/flags/occasions/rules.ts'

const form = (id: string, day: string, answers: SaidForm['answers'], changes: Partial<SaidForm> = {}) => ({
  id,
  kind: 'review_form' as const,
  caseId: 'case',
  sent: true,
  sections: ['sec_safety'],
  at: new Date(`${day}T12:00:00Z`),
  answers,
  ...changes,
})
const intake = form(
  'intake',
  '2026-03-01',
  { date_of_birth: '2001-06-15', rf_weight_loss: 'no', rf_lump: 'no', energy_low: 'no' },
  { kind: 'intake', sections: [] },
)
const review = form('review', '2026-07-01', { rf_weight_loss: 'yes' })
const later = form('later', '2026-09-01', { rf_weight_loss: 'no' })
const around = {
  forms: [intake, review, later],
  recorded: ['2001-06-15'],
  zone: 'Europe/Zurich',
  limits: defaultLimits,
}
const flag = (intakeId: string | null, day: string, inputs: Record<string, string> = {}) => ({
  source: 'review_form' as const,
  intakeId,
  caseId: 'case',
  raisedAt: new Date(`${day}T12:00:00Z`),
  inputs,
})

describe('what was known when a flag was raised', () => {
  test('is what its form says over those before it, with the age of that day', () => {
    const at = (id: string, day: string) => occasionValues(flag(id, day), null, around)
    expect(at('intake', '2026-03-01').get('age_years')).toBe(24)
    expect(at('intake', '2026-03-01').get('rf_weight_loss')).toBe('no')
    const then = at('review', '2026-07-01')
    expect(then.get('age_years')).toBe(25)
    expect(then.get('rf_weight_loss')).toBe('yes')
    expect(then.get('energy_low')).toBe('no')
    // Asked again and left open: the older answer says nothing about that day.
    expect(then.get('rf_lump')).toBeNull()
  })

  test('of a log is what it tells over the forms before it; what fired the flag stands over all', () => {
    const log = { ...flag(null, '2026-08-01', { rf_lump: 'yes' }), source: 'log' as const }
    const said = { safety: ['new_injury'], injury: { rf_trauma: 'yes', rf_pop: 'yes' } }
    const then = occasionValues(log, said, around)
    expect(then.get('log_safety')).toEqual(['new_injury'])
    expect(then.get('rf_pop')).toBe('yes')
    expect(then.get('rf_weight_loss')).toBe('yes')
    expect(then.get('rf_lump')).toBe('yes')
    for (const broken of [null, 'x', { safety: 'x', injury: [1] }])
      expect(occasionValues(log, broken, around).has('log_safety')).toBe(false)
  })

  test('of a form that no case has come out of is what that form says alone', () => {
    const draft = form(
      'draft',
      '2026-10-01',
      { rf_weight_loss: 'no' },
      { caseId: null, kind: 'intake', sent: false },
    )
    const then = occasionValues({ ...flag('draft', '2026-10-01'), caseId: null }, null, {
      ...around,
      forms: [...around.forms, draft],
    })
    expect(then.get('rf_weight_loss')).toBe('no')
    expect(then.get('energy_low')).toBeNull()
  })

  test('is now what the newest form says', () => {
    const at = new Date('2026-11-01T12:00:00Z')
    expect(newestValues('case', around, at)?.get('rf_weight_loss')).toBe('no')
    expect(newestValues('other', around, at)).toBeNull()
  })
})
