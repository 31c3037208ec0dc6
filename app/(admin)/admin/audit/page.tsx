import type { Metadata } from 'next'
import { AuditScreen } from '#components/audit/audit-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requireAdmin } from '#lib/accounts/session.ts'
import { auditPage } from '#lib/audit/queries.ts'

export const metadata: Metadata = { title: 'Audit' }

type Search = Promise<Record<string, string | string[] | undefined>>

export default async function AuditPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireAdmin()
  const search = await searchParams
  const text = (name: string) => (typeof search[name] === 'string' ? search[name].slice(0, 100) : '')
  const filter = {
    area: text('area'),
    person: text('person'),
    from: text('from'),
    to: text('to'),
    after: search.after === undefined ? '' : idParam(search.after),
  }
  return <AuditScreen page={await load(actor, auditPage(actor, filter, new Date()))} filter={filter} />
}
