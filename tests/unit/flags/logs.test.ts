import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { evaluateFlags, raised } from '#lib/flags/evaluation/rules.ts'
import { type LogSaid, logFlagged } from '#lib/flags/logs/rules.ts'
import { valuesOf, withValues } from './patients.ts'

const quiet = { morningPain: null, swelling: 'none', nights: 0 }
const flagged = (safety: string[] | null, more: Partial<LogSaid> = {}) =>
  logFlagged({ ...quiet, safety, ...more }, defaultLimits)

describe('log_flagged (clinical/red-flags.md 5)', () => {
  test('none is no, not asked is null, a flag or an injury is yes', () => {
    expect([flagged(['none']), flagged(null), flagged([])]).toEqual(['no', null, null])
    for (const id of [
      'new_injury',
      'chest_or_breath',
      'calf_swollen',
      'stuck_knee',
      'groin_pain',
      'foot_drop',
    ])
      expect(flagged([id])).toBe('yes')
  })

  test('fever alone and two nights are no flag; with a clearly swollen knee, or three nights, they are', () => {
    expect(flagged(['fever_unwell'])).toBe('no')
    expect(flagged(['fever_unwell'], { swelling: 'clear' })).toBe('yes')
    expect(flagged(['night_pain_constant'], { nights: 2 })).toBe('no')
    expect(flagged(['night_pain_constant'], { nights: 3 })).toBe('yes')
  })

  test('a rule that is true counts, whatever this log answered', () => {
    expect(flagged(['none'], { nights: 3 })).toBe('yes')
    expect(flagged(null, { nights: 3 })).toBe('yes')
    expect(flagged(['none'], { morningPain: 8 })).toBe('yes')
    expect(flagged(['none'], { morningPain: 7, nights: 2 })).toBe('no')
  })

  test('it is yes exactly when the log raises a flag or tells of an injury, whatever a form said', () => {
    const ids = logSafetyOptions.map(({ id }) => id).filter((id) => id !== logSafetyNone)
    const said: fc.Arbitrary<LogSaid> = fc.record({
      safety: fc.oneof(fc.constant([logSafetyNone]), fc.subarray(ids, { minLength: 1 }), fc.constant(null)),
      morningPain: fc.option(fc.integer({ min: 0, max: 10 })),
      swelling: fc.constantFrom('none', 'mild', 'clear', null),
      nights: fc.integer({ min: 0, max: 7 }),
    })
    const form = fc.record({
      rf_knee_implant: fc.constantFrom('yes', 'no'),
      medications: fc.constantFrom(['none'], ['immune_medicine']),
      date_of_birth: fc.constantFrom('1990-01-01', '2010-01-01'),
    })
    fc.assert(
      fc.property(said, form, (log, told) => {
        const values = withValues(valuesOf(told), {
          log_safety: log.safety,
          morning_pain: log.morningPain,
          morning_swelling: log.swelling,
          ind_night_pain_days_7d: log.nights,
        })
        const fires = raised(evaluateFlags(values, 'log', defaultLimits)).length > 0
        expect(logFlagged(log, defaultLimits) === 'yes').toBe(
          fires || log.safety?.includes('new_injury') === true,
        )
      }),
      { numRuns: 150 },
    )
  })
})
