import type { Metadata } from 'next'
import { OutboxScreen } from '#components/audit/outbox-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requireAdmin } from '#lib/accounts/session.ts'
import { outbox, sendsMail } from '#lib/mail/queries.ts'
import { outboxViews } from '#lib/mail/schema.ts'

export const metadata: Metadata = { title: 'Outbox' }

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function OutboxPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireAdmin()
  const { view, after } = await searchParams
  const wanted = {
    view: outboxViews.find((known) => known === view) ?? (sendsMail() ? 'unsent' : 'all'),
    after: after === undefined ? null : idParam(after),
  }
  return <OutboxScreen outbox={await load(actor, outbox(actor, new Date(), wanted))} />
}
