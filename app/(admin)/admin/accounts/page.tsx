import type { Metadata } from 'next'
import { AccountsScreen } from '#components/accounts/accounts-screen.tsx'
import { load } from '#lib/access/load.ts'
import { accountList } from '#lib/accounts/directory/queries.ts'
import { accountViews } from '#lib/accounts/directory/schema.ts'
import { requireAdmin } from '#lib/accounts/session.ts'

export const metadata: Metadata = { title: 'Accounts' }

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function AccountsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireAdmin()
  const { view, q, page } = await searchParams
  const wanted = {
    view: accountViews.find((known) => known === view) ?? 'staff',
    search: typeof q === 'string' ? q : '',
    page: Math.trunc(Number(page)) || 1,
  }
  const list = await load(actor, accountList(actor, wanted, new Date()))
  return <AccountsScreen list={list} sends={Boolean(process.env.SMTP_URL)} />
}
