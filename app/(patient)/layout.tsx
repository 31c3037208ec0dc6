import type { ReactNode } from 'react'
import { PatientShell, patientTabs } from '#components/shell/patient-shell.tsx'
import { requirePatient } from '#lib/accounts/session.ts'

/** The tabs around the pages of a patient. */
export default async function Layout({ children }: { children: ReactNode }) {
  const { name } = await requirePatient()
  return (
    <PatientShell name={name} tabs={patientTabs({ fourth: 'forms' })}>
      {children}
    </PatientShell>
  )
}
