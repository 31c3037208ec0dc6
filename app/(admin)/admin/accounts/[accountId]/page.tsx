import type { Metadata } from 'next'
import { AccountScreen } from '#components/accounts/account-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { accountDetail } from '#lib/accounts/directory/queries.ts'
import { requireAdmin } from '#lib/accounts/session.ts'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage({ params }: { params: Promise<{ accountId: string }> }) {
  const actor = await requireAdmin()
  const id = idParam((await params).accountId)
  return <AccountScreen account={await load(actor, accountDetail(actor, id, new Date()))} />
}
