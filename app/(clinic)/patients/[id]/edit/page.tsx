import type { Metadata } from 'next'
import { ChangePatientScreen } from '#components/patients/patient-form-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requireStaff } from '#lib/accounts/session.ts'
import { patientDetail } from '#lib/patients/queries.ts'

export const metadata: Metadata = { title: 'Change patient' }

export default async function ChangePatientPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireStaff()
  const id = idParam((await params).id)
  return <ChangePatientScreen patient={await load(actor, patientDetail(actor, id, new Date()))} />
}
