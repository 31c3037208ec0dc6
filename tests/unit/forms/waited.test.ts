import { expect, test } from 'vitest'
import { Invalid } from '#lib/errors.ts'
import { readForm } from '#lib/forms/action.ts'
import { statusOf } from '#lib/forms/endpoint.ts'
import { enteredAt } from '#lib/forms/waited.ts'

const now = new Date('2026-11-26T09:32:00Z')
const form = (waited?: string) => {
  const data = new FormData()
  data.append('id', 'e1')
  if (waited !== undefined) data.append('$waited', waited)
  return data
}

test('a form is of now, or of as long ago as it waited', () => {
  expect(enteredAt(form(), now)).toEqual(now)
  expect(enteredAt(form('3600'), now).toISOString()).toBe('2026-11-26T08:32:00.000Z')
})

test('a wait that no phone has is refused', () => {
  for (const waited of ['', '-1', 'soon', '1.5', '99999999999', 'Infinity'])
    expect(() => enteredAt(form(waited), now)).toThrow(Invalid)
})

test('how long it waited is no field of the entry', () => {
  expect(readForm(form('5'))).toEqual({ id: 'e1' })
})

test('a fault of ours is one, and no refusal', () => {
  expect([statusOf(new Error('x')), statusOf(new Invalid({}))]).toEqual([500, 422])
})
