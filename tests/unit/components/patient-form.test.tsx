import { expect, it } from 'vitest'
import { ChangePatientScreen } from '#components/patients/patient-form-screen.tsx'
import { newId } from '#lib/ids.ts'
import type { PatientDetail } from '#lib/patients/queries.ts'
import { html, text } from './render.ts'

const screen = (otherBirths: string[]) => {
  const patient = {
    ...{ id: newId(), version: 1, name: 'Test Person', dateOfBirth: '1990-05-17', email: null, phone: null },
    otherBirths,
  } as unknown as PatientDetail
  return <ChangePatientScreen patient={patient} />
}

it('the birth dates that forms name are one question, each id once on the page', () => {
  const days = screen(['1991-05-17', '2009-05-17'])
  const ids = [...html(days).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
  expect(ids).toEqual([...new Set(ids)])
  expect(text(days)).toContain('17 May 1991')
  expect(text(days)).toContain('17 May 2009')
  expect(html(screen([]))).not.toContain('notBornOn')
})
