import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { RequestsScreen } from '#components/patients/requests/requests-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requireAdmin } from '#lib/accounts/session.ts'
import { recordRequests } from '#lib/patients/requests/queries.ts'
import { requestSearch } from '#lib/patients/requests/schema.ts'

export const metadata: Metadata = { title: 'Requests' }

export default async function RequestsPage({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requireAdmin(), searchParams])
  return (
    <RequestsScreen list={await load(actor, recordRequests(actor, requestSearch.parse(query), new Date()))} />
  )
}
