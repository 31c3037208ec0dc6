import type { ReactNode } from 'react'
import { SignOutForm } from '#components/accounts/sign-out-form.tsx'
import { OpenedBy } from '#components/forms/opener.tsx'
import { ClinicShell } from '#components/shell/clinic-shell.tsx'
import { WhileSignedIn } from '#components/shell/while-signed-in.tsx'
import { isPhysio } from '#lib/access/actor.ts'
import { requireAdmin } from '#lib/accounts/session.ts'
import { clinicCounts } from '#lib/cases/counts/queries.ts'

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await requireAdmin()
  return (
    <ClinicShell
      account={{ name: actor.name, clinic: actor.clinicName }}
      roles={{ physio: isPhysio(actor), admin: true }}
      counts={await clinicCounts(actor, new Date())}
      signOut={<SignOutForm accountId={actor.accountId} />}
    >
      <OpenedBy accountId={actor.accountId}>
        <WhileSignedIn accountId={actor.accountId}>{children}</WhileSignedIn>
      </OpenedBy>
    </ClinicShell>
  )
}
