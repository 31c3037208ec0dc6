import { expect, test } from 'vitest'
import { Conflict, Ended, NotFound } from '#lib/errors.ts'
import { afterConflict } from '#lib/tracking/entries/rules.ts'
import { problemPage } from '#lib/tracking/pain-scores/rules.ts'

const caseId = '01998f2e-1111-7222-8333-444455556666'

/** Where a number leads that was tapped on a page of a phone, or by the team. */
function led(error: unknown, patientId: string | null = 'p1') {
  const form = new FormData()
  form.append('caseId', caseId)
  const actor = { patientId } as Parameters<typeof problemPage>[0]['actor']
  return problemPage({ error, form, actor, from: '/today' })
}

test('a number tapped for a treatment that has ended, or is not there, leads to a page that is there', () => {
  expect(led(new Ended('It has ended.'))).toBe('/today?problem=ended')
  expect(led(new NotFound('case'))).toBe('/today?problem=gone')
  expect(led(new Conflict('It was changed.'))).toBe(`/today/pain?case=${caseId}&problem=other`)
  expect(led(new NotFound('case'), null)).toBe(`/cases/${caseId}/log?problem=gone`)
  expect(led(new Error('a fault'))).toBe(`/today/pain?case=${caseId}&problem=unknown`)
})

test('a form that was opened too late leads to what became of it', () => {
  expect(afterConflict(new Ended('It has ended.'), true)).toBe('/today?problem=ended')
  expect(afterConflict(new Ended('It has ended.'), false)).toBe('/today?problem=over')
  expect(afterConflict(new Conflict('It was changed.'), false)).toBe('/today/entries?done=changed')
})
