import { expect, test } from 'vitest'
import { Conflict, Ended, NotFound } from '#lib/errors.ts'
import { afterConflict } from '#lib/tracking/entries/rules.ts'
import { painProblem, problemPage } from '#lib/tracking/pain-scores/rules.ts'

/** Where a number leads that was tapped on a page of a phone. */
const led = (error: unknown, from = '/today/pain?case=c1&') =>
  problemPage(painProblem(error)?.problem ?? 'fault', from)

test('a number tapped for a treatment that has ended, or is not there, leads to a page that is there', () => {
  expect(led(new Ended('It has ended.'))).toBe('/today?problem=ended')
  expect(led(new NotFound('case'))).toBe('/today?problem=gone')
  expect(led(new Conflict('It was changed.'))).toBe('/today/pain?case=c1&problem=other')
  expect(led(new NotFound('case'), '/cases/c1/log?')).toBe('/cases/c1/log?problem=gone')
  expect(painProblem(new Error('a fault'))).toBeNull()
})

test('a form that was opened too late leads to what became of it', () => {
  expect(afterConflict(new Ended('It has ended.'))).toBe('/today?problem=ended')
  expect(afterConflict(new Conflict('It was changed.'))).toBe('/today/entries?done=changed')
})
