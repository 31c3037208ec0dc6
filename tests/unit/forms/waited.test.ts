import { expect, test } from 'vitest'
import { readForm } from '#lib/forms/action.ts'
import { enteredAt } from '#lib/forms/waited.ts'
import { cameText } from '#lib/tracking/entries/waited/rules.ts'

const now = new Date('2026-11-26T09:32:00Z')
const hers = { patientId: 'p1', ownZone: 'Europe/Zurich' }
const form = (waited?: string) => {
  const data = new FormData()
  data.append('id', 'e1')
  if (waited !== undefined) data.append('$waited', waited)
  return data
}

test('a form is of now, or of as long ago as it waited', () => {
  expect(enteredAt(form(), hers, now)).toEqual(now)
  expect(enteredAt(form('3600'), hers, now).toISOString()).toBe('2026-11-26T08:32:00.000Z')
})

test('a wait that no phone has is bounded and never refused, and only a patient waits', () => {
  for (const waited of ['', '-1', 'soon', '0.2']) expect(enteredAt(form(waited), hers, now)).toEqual(now)
  for (const waited of ['99999999999', 'Infinity'])
    expect(enteredAt(form(waited), hers, now).toISOString()).toBe('2026-11-12T09:32:00.000Z')
  expect(enteredAt(form('3600'), { ...hers, patientId: null }, now)).toEqual(now)
})

test('a form was not sent before the day on which its page was drawn, whatever the clock of the phone says', () => {
  const of = (waited: string, drawn: string) => {
    const data = form(waited)
    data.append('$drawn', drawn)
    return enteredAt(data, hers, now).toISOString()
  }
  expect(of(`${3 * 86_400}`, '2026-11-25')).toBe('2026-11-24T23:00:00.000Z')
  expect(of('3600', '2026-11-25')).toBe('2026-11-26T08:32:00.000Z')
  expect(of('3600', '2026-12-24')).toBe(now.toISOString())
  expect(of('3600', 'soon')).toBe('2026-11-26T08:32:00.000Z')
})

test('how long it waited is no field of the entry', () => {
  const data = form('5')
  data.append('$drawn', '2026-11-25')
  expect(readForm(data)).toEqual({ id: 'e1' })
})

test('of an entry that waited it is said when it was entered, and when it came', () => {
  const of = (waited: number) =>
    cameText({ at: '2026-11-26T06:02:00Z', waited }, 'Europe/Zurich', '2026-11-26')
  expect(of(46_320)).toBe('Entered on the phone yesterday 18:10, reached the clinic today 07:02')
  expect([of(299), cameText(null, 'Europe/Zurich', '2026-11-26')]).toEqual([null, null])
})
