import { describe, expect, test } from 'vitest'
import { assertOpen, bannerSafety, caseWeek } from '#lib/cases/rules.ts'
import { flagsBeforeClosing, mayMove } from '#lib/cases/status/rules.ts'
import { teamChange } from '#lib/cases/team/rules.ts'
import { Conflict } from '#lib/errors.ts'

describe('the banner', () => {
  const flag = { state: 'unresolved' as const, urgency: 'same_day' as const, responded: false }
  const quiet = { alerts: [], injured: false, severe: false }

  test('is red only while an alarming flag has no answer', () => {
    expect(bannerSafety([flag], true, quiet)).toEqual({ state: 'urgent', label: '1 urgent flag to answer' })
    expect(bannerSafety([{ ...flag, responded: true }], true, quiet)).toEqual({
      state: 'watch',
      label: '1 open flag',
    })
    expect(bannerSafety([{ ...flag, urgency: 'monitor' }], true, quiet)).toMatchObject({ state: 'watch' })
  })

  test('never says clear over an incomplete screen', () => {
    expect(bannerSafety([], false, quiet)).toMatchObject({ state: 'unknown' })
    expect(bannerSafety([{ ...flag, state: 'superseded' }], true, quiet)).toEqual({ state: 'clear' })
  })

  test('never says clear over what an entry told, and is red until somebody has answered it', () => {
    const told = (id: string, answered: boolean, injury = false) => ({
      ...quiet,
      injured: injury,
      alerts: [{ id, answered, injury }],
    })
    const said = (of: Parameters<typeof bannerSafety>[2], open: (typeof flag)[] = []) =>
      bannerSafety(open, true, of)
    expect(said(told('al_red_flag', false, true))).toEqual({ state: 'urgent', label: 'New injury to answer' })
    expect(said(told('al_red_flag', true, true))).toEqual({
      state: 'watch',
      label: 'Plan paused: new injury',
    })
    expect(said(told('al_pain_severe', false))).toEqual({ state: 'urgent', label: 'Severe pain to answer' })
    expect(said(told('al_pain_severe', true))).toEqual({ state: 'watch', label: 'Urgent alert open' })
    expect(said(told('al_flag_overdue', false))).toEqual({ state: 'urgent', label: 'Urgent alert to answer' })
    // Told in another treatment, or closed since.
    expect(said({ ...quiet, severe: true }, [{ ...flag, responded: true }])).toEqual({
      state: 'watch',
      label: '1 open flag, plan paused: severe pain',
    })
  })
})

test('a case is in week 1 until its seventh day is over', () => {
  expect(['2026-11-01', '2026-11-07', '2026-11-08'].map((day) => caseWeek('2026-11-01', day))).toEqual([
    1, 1, 2,
  ])
})

test('a closed case is not written into', () => {
  expect(() => assertOpen({ status: 'referred' })).toThrow(Conflict)
  expect(() => assertOpen({ status: 'on_hold' })).not.toThrow()
  expect(mayMove('discharged', 'on_hold')).toBe(false)
})

test('flags of the three gravest levels need an answer before the end', () => {
  const flag = (
    urgency: 'emergency' | 'monitor',
    respondedAt: Date | null = null,
    supersededAt: Date | null = null,
  ) => ({
    urgency,
    respondedAt,
    supersededAt,
  })
  const at = new Date()
  const flags = [flag('emergency'), flag('emergency', at), flag('emergency', null, at), flag('monitor')]
  expect(flagsBeforeClosing(flags)).toBe(1)
})

test('a change of role ends a row and begins another; who stays as they were is left alone', () => {
  const rows = [
    { id: '1', accountId: 'ada', role: 'lead' as const },
    { id: '2', accountId: 'bo', role: 'member' as const },
    { id: '3', accountId: 'cy', role: 'member' as const },
  ]
  const { remove, add } = teamChange(rows, { leadId: 'bo', memberIds: ['cy', 'ada', 'bo'] })
  expect(remove.map((row) => row.id)).toEqual(['1', '2'])
  expect(new Map(add.map((row) => [row.accountId, row.role]))).toEqual(
    new Map([
      ['ada', 'member'],
      ['bo', 'lead'],
    ]),
  )
})
