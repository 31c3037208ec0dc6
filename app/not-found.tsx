import type { Metadata } from 'next'
import { connection } from 'next/server'
import { SignOutForm } from '#components/accounts/sign-out-form.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { currentActor } from '#lib/accounts/session.ts'

export const metadata: Metadata = { title: 'Not found' }

/** Somebody signed in to whom no page belongs, so that no menu lets them out; null as well where the database is away. */
async function stray(): Promise<string | null> {
  const actor = await currentActor().catch(() => null)
  return actor && actor.patientId === null && actor.roles.every((role) => role === 'patient')
    ? actor.accountId
    : null
}

/** The same for what does not exist and for what the reader may not see. */
export default async function NotFound() {
  await connection()
  const accountId = await stray()
  return (
    <PublicShell
      title="There is nothing here"
      lead={
        accountId
          ? 'You are signed in, and no page belongs to this account any more. Ask the clinic, or sign out.'
          : 'The address may be mistyped, or the page may have moved. If somebody sent you this link, ask them for a new one.'
      }
    >
      {accountId ? (
        <SignOutForm accountId={accountId} />
      ) : (
        <LinkButton href="/" variant="primary" size="field">
          Go to the start
        </LinkButton>
      )}
    </PublicShell>
  )
}
