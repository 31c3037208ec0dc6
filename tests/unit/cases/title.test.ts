import { expect, test } from 'vitest'
import { titleOf } from '#app/(clinic)/cases/[caseId]/frame.ts'
import type { CaseFrame } from '#lib/cases/queries.ts'

test('the title of a case begins with the number, and never holds a name', () => {
  const frame = { banner: { number: 'SW-1042', name: 'Eva Beispiel' } } as CaseFrame
  expect(titleOf(frame, 'Notes')).toBe('SW-1042 Notes – Stepwise')
  expect(titleOf(null, 'Notes')).toBe('Notes – Stepwise')
})
