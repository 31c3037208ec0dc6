import { expect, test } from 'vitest'
import { silenceOf } from '#lib/alerts/nightly/rules.ts'

const at = (text: string) => new Date(`2026-11-${text}Z`)
const zone = 'Europe/Zurich'
const said = (lastLook: Date | null, now: Date, more: { urgentSince?: Date; sends?: boolean } = {}) =>
  silenceOf({ lastLook, urgentSince: more.urgentSince ?? null }, { sends: more.sends ?? true, zone, now })

test.each([
  ['the night has been', '26T01:07', '26T10:00', null],
  ['this night is still to come', '26T01:07', '27T00:30', null],
  ['this night waits for its turn', '26T01:07', '27T10:00', null],
  ['a night went by without a round', '26T01:07', '27T23:30', 'Thu 26 Nov'],
  ['many did', '12T01:07', '27T10:00', 'Thu 12 Nov'],
])('while %s', (_, last, now, unlooked) => {
  expect(said(at(last), at(now)).unlooked).toBe(unlooked)
})

test('nobody who may not know it is told', () => expect(said(null, at('27T10:00')).unlooked).toBeNull())

test('urgent mail is late only where a mail server should have taken it', () => {
  const urgentSince = at('27T08:00')
  expect(said(null, at('27T10:00'), { urgentSince }).uncalled).toBe('Today 09:00')
  expect(said(null, at('27T10:00'), { urgentSince, sends: false }).uncalled).toBeNull()
})
