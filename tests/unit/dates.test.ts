import { expect, test } from 'vitest'
import { isTimeZone } from '#lib/dates.ts'

test.each([
  ['Europe/Zurich', true],
  ['Etc/GMT+5', true],
  ['UTC', true],
  // PostgreSQL reads an offset the other way round.
  ['+05:30', false],
  ['-08', false],
  ['Mars/Olympus', false],
  ['', false],
])('whether %j is the name of a time zone: %s', (zone, isOne) => {
  expect(isTimeZone(zone)).toBe(isOne)
})
