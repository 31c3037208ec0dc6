import { describe, expect, test } from 'vitest'
import { dueOf, handledAs } from '#lib/flags/due/rules.ts'

const zone = 'Europe/Zurich'
const now = new Date('2026-11-23T12:00:00Z')
type Row = Parameters<typeof dueOf>[0]
const row = (more: Partial<Row> = {}): Row => ({
  flagId: 'flag_malignancy',
  urgency: 'urgent_referral',
  block: 'programme',
  source: 'intake',
  dueAt: new Date('2026-11-24T17:00:00Z'),
  appointmentBy: new Date('2026-12-07'),
  visitedAt: null,
  respondedAt: null,
  resolvedAt: null,
  supersededAt: null,
  ...more,
})
const texts = (of: Row, at = now) =>
  dueOf(of, { zone, now: at }).map(({ text, overdue }) => (overdue ? `! ${text}` : text))

describe('what is due about a flag', () => {
  test('the answer, and by when she is to be seen', () => {
    expect(texts(row())).toEqual(['Answer by tomorrow 18:00', 'Seen by Mon 7 Dec'])
    expect(texts(row({ appointmentBy: new Date('2026-11-25') }))[1]).toBe('Seen by Wed 25 Nov')
  })

  test('an answer due on another day than the level says names the hours of the clinic', () => {
    const saturday = new Date('2026-11-28T12:00:00Z')
    const of = (dueAt: string) =>
      texts(row({ urgency: 'same_day', dueAt: new Date(dueAt), appointmentBy: null }), saturday)
    expect(of('2026-11-30T07:00:00Z')).toEqual(['Answer by Mon 30 Nov 08:00, when the clinic is open again'])
    expect(of('2026-11-28T14:00:00Z')).toEqual(['Answer by today 15:00'])
  })

  test('the appointment stays due after an answer, until the flag is settled', () => {
    const answered = row({ respondedAt: now })
    expect(texts(answered)).toEqual(['Seen by Mon 7 Dec'])
    expect(texts(answered, new Date('2026-12-07T22:00:00Z'))).toEqual(['Seen by Mon 7 Dec'])
    expect(texts(answered, new Date('2026-12-07T23:00:00Z'))).toEqual(['! Seen by Mon 7 Dec'])
    expect(texts(row({ respondedAt: now, resolvedAt: now }))).toEqual([])
    expect(texts(row({ supersededAt: now }))).toEqual([])
  })

  test('what waits for the visit says so, and is overdue once the visit was signed', () => {
    const of = (more: Partial<Row>) =>
      texts(row({ flagId: 'flag_x', dueAt: null, appointmentBy: null, block: 'none', ...more }))
    const visitedAt = new Date('2026-11-23T09:12:00Z')
    expect(of({ urgency: 'routine_referral' })).toEqual(['Answer at the first visit'])
    expect(of({ urgency: 'routine_referral', source: 'log' })).toEqual(['Answer at the next visit'])
    expect(of({ urgency: 'monitor', block: 'programme' })).toEqual(['Answer at the first visit'])
    expect(of({ urgency: 'monitor' })).toEqual([])
    expect(of({ urgency: 'routine_referral', visitedAt })).toEqual([
      '! Answer due since the visit (signed today 10:12)',
    ])
    expect(of({ urgency: 'routine_referral', visitedAt, respondedAt: now })).toEqual([])
  })

  test('low energy availability is urgent while a bone-stress flag is open, with its targets', () => {
    const reds = row({
      flagId: 'flag_reds',
      urgency: 'routine_referral',
      block: 'none',
      dueAt: null,
      appointmentBy: null,
    })
    const bone = row({ flagId: 'flag_bsi_knee' })
    expect(handledAs(reds, [reds, bone])).toMatchObject({
      urgency: 'urgent_referral',
      dueAt: bone.dueAt,
      appointmentBy: bone.appointmentBy,
    })
    for (const other of [row(), { ...bone, resolvedAt: now }, { ...bone, supersededAt: now }])
      expect(handledAs(reds, [reds, other]).urgency).toBe('routine_referral')
    const persistent = { ...reds, flagId: 'flag_persistent' }
    expect(handledAs(persistent, [bone]).urgency).toBe('routine_referral')
  })
})
