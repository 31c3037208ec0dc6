import type { Metadata } from 'next'
import { AddPatientScreen } from '#components/patients/patient-form-screen.tsx'
import { requireStaff } from '#lib/accounts/session.ts'
import { newId } from '#lib/ids.ts'

export const metadata: Metadata = { title: 'Add a patient' }

export default async function AddPatientPage() {
  await requireStaff()
  return <AddPatientScreen id={newId()} />
}
