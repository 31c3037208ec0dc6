import { expect, test } from 'vitest'
import { readForm } from '#lib/forms/action.ts'
import { enteredAt } from '#lib/forms/waited.ts'

const now = new Date('2026-11-26T09:32:00Z')
const hers = { patientId: 'p1' }
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
  expect(enteredAt(form('3600'), { patientId: null }, now)).toEqual(now)
})

test('how long it waited is no field of the entry', () => {
  expect(readForm(form('5'))).toEqual({ id: 'e1' })
})
