import type { ReactNode } from 'react'
import { SignOutForm } from '#components/accounts/sign-out-form.tsx'
import { OpenedBy } from '#components/forms/opener.tsx'
import { ClinicShell } from '#components/shell/clinic-shell.tsx'
import { WhileSignedIn } from '#components/shell/while-signed-in.tsx'
import { isAdmin, isPhysio } from '#lib/access/actor.ts'
import { requireStaff } from '#lib/accounts/session.ts'
import { clinicCounts } from '#lib/cases/counts/queries.ts'

/** The frame of the clinic's pages. It protects nothing: every page asks for itself. */
export default async function Layout({ children }: { children: ReactNode }) {
  const actor = await requireStaff()
  const roles = { physio: isPhysio(actor), admin: isAdmin(actor) }
  return (
    <ClinicShell
      account={{ name: actor.name, clinic: actor.clinicName }}
      roles={roles}
      counts={await clinicCounts(actor, new Date())}
      signOut={<SignOutForm accountId={actor.accountId} />}
    >
      <OpenedBy accountId={actor.accountId}>
        <WhileSignedIn accountId={actor.accountId}>{children}</WhileSignedIn>
      </OpenedBy>
    </ClinicShell>
  )
}
