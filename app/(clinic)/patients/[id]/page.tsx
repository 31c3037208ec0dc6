import type { Metadata } from 'next'
import { PatientScreen } from '#components/patients/patient-screen.tsx'
import { isAdmin } from '#lib/access/actor.ts'
import { idParam, load } from '#lib/access/load.ts'
import { requireStaff } from '#lib/accounts/session.ts'
import { patientDetail } from '#lib/patients/queries.ts'

export const metadata: Metadata = { title: 'Patient' }

export default async function PatientPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireStaff()
  const id = idParam((await params).id)
  const patient = await load(actor, patientDetail(actor, id, new Date()))
  return <PatientScreen patient={patient} clinic={actor.clinicName} admin={isAdmin(actor)} />
}
