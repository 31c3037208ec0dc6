import type { Metadata } from 'next'
import { OwnAccountScreen } from '#components/accounts/own-account-screen.tsx'
import { load } from '#lib/access/load.ts'
import { ownAccount } from '#lib/accounts/own/queries.ts'
import { requireStaff } from '#lib/accounts/session.ts'

export const metadata: Metadata = { title: 'Your account' }

export default async function Page() {
  const actor = await requireStaff()
  return <OwnAccountScreen account={await load(actor, ownAccount(actor))} />
}
