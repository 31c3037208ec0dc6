import { expect, test } from 'vitest'
import { joinDateParts } from '#lib/forms/date-parts.ts'
import { typedValues } from '#lib/forms/result.ts'

const form = (entries: [string, string | Blob][]) => {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

test('what was typed comes back, without passwords, files and fields of the framework', () => {
  const data = form([
    ['name', 'Mika'],
    ['roles', 'physio'],
    ['roles', 'admin'],
    ['password', 'correct horse'],
    ['$ACTION_ID', 'x'],
    ['photo', new Blob(['x'])],
  ])
  expect(typedValues(data)).toEqual({ name: 'Mika', roles: ['physio', 'admin'] })
})

test('day, month and year become one date, or what was typed when it is none', () => {
  const join = (day: string, month: string, year: string) =>
    joinDateParts(
      form([
        ['born.day', day],
        ['born.month', month],
        ['born.year', year],
      ]),
      'born',
    )
  expect(join('3', '3', '1992')).toBe('1992-03-03')
  expect(join('29', '2', '2024')).toBe('2024-02-29')
  expect(join('29', '2', '2023')).toBe('29 2 2023')
  expect(join('31', '', '1992')).toBe('31  1992')
  expect(join('', '', '')).toBe('')
})
