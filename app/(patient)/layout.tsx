import type { ReactNode } from 'react'
import { PatientShell, patientTabs } from '#components/shell/patient-shell.tsx'
import { requirePatient } from '#lib/accounts/session.ts'

/** The tabs around the pages of a patient; the forms stand among them once there are any. */
export default async function Layout({ children }: { children: ReactNode }) {
  await requirePatient()
  const tabs = patientTabs({ fourth: 'forms' }).filter(({ href }) => href !== '/my/forms')
  return <PatientShell tabs={tabs}>{children}</PatientShell>
}
