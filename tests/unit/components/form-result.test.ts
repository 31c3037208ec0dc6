import { expect, test } from 'vitest'
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
