import type { ReactNode } from 'react'
import { OpenedBy } from '#components/forms/opener.tsx'
import { requirePatient } from '#lib/accounts/session.ts'

/** A form in parts brings its own frame. */
export default async function Layout({ children }: { children: ReactNode }) {
  const { accountId } = await requirePatient()
  return <OpenedBy accountId={accountId}>{children}</OpenedBy>
}
