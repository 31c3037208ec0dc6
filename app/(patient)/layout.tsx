import type { ReactNode } from 'react'
import { OpenedBy } from '#components/forms/opener.tsx'
import { PatientShell } from '#components/shell/patient-shell.tsx'
import { requirePatient } from '#lib/accounts/session.ts'

/** The tabs around the pages of a patient. */
export default async function Layout({ children }: { children: ReactNode }) {
  const { accountId, name } = await requirePatient()
  return (
    <PatientShell name={name}>
      <OpenedBy accountId={accountId}>{children}</OpenedBy>
    </PatientShell>
  )
}
