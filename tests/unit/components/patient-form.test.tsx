import { expect, it } from 'vitest'
import { ChangePatientScreen } from '#components/patients/patient-form-screen.tsx'
import { newId } from '#lib/ids.ts'
import type { PatientDetail } from '#lib/patients/queries.ts'
import { html, text } from './render.ts'

const screen = (otherBirths: string[], more: Partial<PatientDetail> = {}) => {
  const patient = {
    id: newId(),
    version: 1,
    name: 'Test Person',
    dateOfBirth: '1990-05-17',
    email: null,
    phone: null,
    minor: false,
    guardian: { name: null, phone: null },
    otherBirths,
    ...more,
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

it('asks for the guardian of a minor, and keeps one that was entered in the form of anybody', () => {
  expect(html(screen([]))).not.toContain('guardian')
  expect(html(screen([], { minor: true }))).toContain('name="guardianPhone"')
  const kept = html(screen([], { guardian: { name: 'Gita Exemplara', phone: null } }))
  expect(kept).toContain('value="Gita Exemplara"')
})
