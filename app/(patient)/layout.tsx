import type { ReactNode } from 'react'
import { PatientShell, patientTabs } from '#components/shell/patient-shell.tsx'
import { requirePatient } from '#lib/accounts/session.ts'

/** The tabs around the pages of a patient. */
export default async function Layout({ children }: { children: ReactNode }) {
  await requirePatient()
  return <PatientShell tabs={patientTabs({ fourth: 'forms' })}>{children}</PatientShell>
}
