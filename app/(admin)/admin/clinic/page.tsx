import type { Metadata } from 'next'
import { ClinicScreen } from '#components/clinic-settings/clinic-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requireAdmin } from '#lib/accounts/session.ts'
import { clinicSettings } from '#lib/clinic/queries.ts'

export const metadata: Metadata = { title: 'Clinic' }

export default async function ClinicPage({ searchParams }: { searchParams: Promise<{ saved?: string }> }) {
  const actor = await requireAdmin()
  const clinic = await load(actor, clinicSettings(actor))
  // After a save the fields start anew from what is stored.
  return <ClinicScreen key={clinic.version} clinic={clinic} saved={(await searchParams).saved === '1'} />
}
