import { expect, it } from 'vitest'
import { newId } from '#lib/ids.ts'
import { addPatientInput } from '#lib/patients/schema.ts'

const form = (change: object) => ({
  id: newId(),
  fullName: 'Test Person',
  email: 'test@example.org',
  'dateOfBirth.day': '28',
  'dateOfBirth.month': '2',
  'dateOfBirth.year': '1990',
  ...change,
})
const wrongFields = (change: object) =>
  addPatientInput.safeParse(form(change)).error?.issues.map(({ path }) => path.join('.')) ?? []

it('names everything that is wrong at once, a day that no calendar has among it', () => {
  expect(wrongFields({ 'dateOfBirth.day': '31', email: 'nobody' }).sort()).toEqual(['dateOfBirth', 'email'])
  expect(wrongFields({ 'dateOfBirth.day': '31' })).toEqual(['dateOfBirth'])
  expect(wrongFields({ 'dateOfBirth.year': '1899' })).toEqual(['dateOfBirth'])
  // Without three numbers there is no day to look up.
  expect(wrongFields({ 'dateOfBirth.day': '', email: 'nobody' }).sort()).toEqual(['dateOfBirth.day', 'email'])
})

it('puts the three parts together', () => {
  expect(addPatientInput.parse(form({}))).toMatchObject({ dateOfBirth: '1990-02-28' })
  expect(addPatientInput.parse(form({}))).not.toHaveProperty(['dateOfBirth.day'])
})
