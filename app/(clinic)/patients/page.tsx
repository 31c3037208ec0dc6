import type { Metadata } from 'next'
import { PatientsScreen } from '#components/patients/patients-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requireStaff } from '#lib/accounts/session.ts'
import { patientList } from '#lib/patients/queries.ts'

export const metadata: Metadata = { title: 'Patients' }

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function PatientsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireStaff()
  const { q, page } = await searchParams
  const wanted = { search: typeof q === 'string' ? q : '', page: Math.trunc(Number(page)) || 1 }
  return <PatientsScreen list={await load(actor, patientList(actor, wanted, new Date()))} />
}
