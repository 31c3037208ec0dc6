import type { Metadata } from 'next'
import { OutboxScreen } from '#components/audit/outbox-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requireAdmin } from '#lib/accounts/session.ts'
import { outbox } from '#lib/mail/queries.ts'

export const metadata: Metadata = { title: 'Outbox' }

export default async function OutboxPage() {
  const actor = await requireAdmin()
  return <OutboxScreen outbox={await load(actor, outbox(actor, new Date()))} />
}
