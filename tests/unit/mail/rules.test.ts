import { expect, test } from 'vitest'
import { dueAgain, MAX_ATTEMPTS } from '#lib/mail/rules.ts'

const now = new Date('2026-03-29T00:30:00Z')
const minutes = (attempts: number) => (dueAgain(attempts, now).getTime() - now.getTime()) / 60_000

test('the pause after a failed attempt grows from a minute to a day, and there is one for every attempt', () => {
  const pauses = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => minutes(index + 1))
  expect(pauses).toEqual([1, 5, 15, 60, 180, 720, 1440])
  expect(minutes(MAX_ATTEMPTS)).toBe(1440)
})
