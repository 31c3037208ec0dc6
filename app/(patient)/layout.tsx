import type { ReactNode } from 'react'
import { OpenedBy } from '#components/forms/opener.tsx'
import { OnPhone } from '#components/offline/on-phone.tsx'
import { PatientShell } from '#components/shell/patient-shell.tsx'
import { requirePatient } from '#lib/accounts/session.ts'

/** The tabs around the pages of a patient. */
export default async function Layout({ children }: { children: ReactNode }) {
  const { accountId, name, ownZone } = await requirePatient()
  return (
    <PatientShell name={name}>
      <OnPhone accountId={accountId} zone={ownZone} />
      <OpenedBy accountId={accountId}>{children}</OpenedBy>
    </PatientShell>
  )
}
