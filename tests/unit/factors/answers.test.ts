import { describe, expect, test } from 'vitest'
import { proposeBlocks } from '#lib/factors/plan/blocks/rules.ts'
import { proposeProgram } from '#lib/factors/plan/rules.ts'
import { givableTexts } from '#lib/factors/releases/rules.ts'
import { asAnswered, isDismissed, newestAnswers } from '#lib/factors/responses/rules.ts'
import type { FactorResponseKind } from '#lib/factors/responses/schema.ts'
import { evaluation, type Values, valuesOf } from '#tests/unit/factors/people.ts'

const by = { name: 'Ana Physio' }
const to = (factorId: string, kind: FactorResponseKind, level: number, outlived: string[] = []) =>
  newestAnswers([{ id: 'a', factorId, kind, level, by }], new Set(outlived))
const answered = (values: Values, answers: ReturnType<typeof to>, id: string) =>
  asAnswered(evaluation(values), answers).factors.find((one) => one.id === id)

describe('a dismissal', () => {
  const dismissed = to('fac_quad_weak', 'dismissed', 1)

  test('takes the factor out of what counts', () => {
    expect(answered({ lsi_knee_ext: 85 }, dismissed, 'fac_quad_weak')).toMatchObject({
      level: 0,
      status: 'absent',
      points: 0,
    })
  })

  test('holds up to the level at which it was given, and no further', () => {
    expect(answered({ lsi_knee_ext: 60 }, dismissed, 'fac_quad_weak')).toMatchObject({
      level: 3,
      status: 'present',
      points: 9,
    })
    const answer = { kind: 'dismissed' as const, level: 2 }
    expect([1, 2, 3].map((level) => isDismissed({ level }, answer))).toEqual([true, true, false])
    expect(isDismissed({ level: null }, answer)).toBe(true)
  })

  test('that the rules have outlived holds no more', () => {
    const outlived = to('fac_quad_weak', 'dismissed', 2, ['a'])
    expect(answered({ lsi_knee_ext: 75 }, outlived, 'fac_quad_weak')).toMatchObject({ level: 2 })
    expect(answered({ lsi_knee_ext: 95 }, outlived, 'fac_quad_weak')).toMatchObject({ level: 0 })
  })

  test('that was outgrown brings back the advice, but no explanation that nobody confirmed', () => {
    const clinic = { emergencyNumber: '144', outOfHoursPhone: '1450' }
    const of = (lsi: number) =>
      givableTexts(evaluation({ lsi_knee_ext: lsi }), valuesOf({ lsi_knee_ext: lsi }), dismissed, clinic, {
        blocked: false,
        unit: 'km',
      }).map(({ itemId }) => itemId)
    expect(of(85)).not.toContain('adv_strength_habit')
    expect(of(60)).toContain('adv_strength_habit')
    expect(of(60)).not.toContain('fac_quad_weak')
  })
})

describe('a factor that a physio added', () => {
  const free = {
    block_level: 'none',
    unresolved_level: 'none',
    nprs_worst_7d: 1,
    irritability: 'low',
    flag_bsi_knee: 'absent',
    flag_bsi_hip: 'absent',
    flag_bsi_hip_acute: 'absent',
  }
  const added = to('fac_calf_weak', 'added', 2)

  test('has the level of who added it times the weight of its evidence', () => {
    expect(answered({}, added, 'fac_calf_weak')).toMatchObject({ level: 2, status: 'present', points: 4 })
    expect(answered({ heel_raise_gap: 7 }, added, 'fac_calf_weak')).toMatchObject({ level: 2 })
  })

  test('leads to its program and its block', () => {
    const plan = (answers: ReturnType<typeof to>) => asAnswered(evaluation(free), answers)
    expect(proposeProgram(valuesOf(free), plan(added)).program).toBe('prog_calf')
    expect(proposeProgram(valuesOf(free), plan(new Map())).program).not.toBe('prog_calf')
    const blocks = proposeBlocks(valuesOf(free), plan(added), null)
    expect(blocks).toContainEqual(
      expect.objectContaining({ id: 'blk_calf_strength', factorIds: ['fac_calf_weak'], points: 4 }),
    )
  })

  test('is explained without a value that speaks against it', () => {
    const clinic = { emergencyNumber: '144', outOfHoursPhone: '1450' }
    const healthy = { lsi_knee_ext: 95 }
    const texts = givableTexts(
      evaluation(healthy),
      valuesOf(healthy),
      to('fac_quad_weak', 'added', 1),
      clinic,
      { blocked: false, unit: 'km' },
    )
    expect(texts.find(({ itemId }) => itemId === 'fac_quad_weak')?.text).toBe(
      'The front thigh muscle tested weaker. It helps to absorb each landing.',
    )
  })
})
