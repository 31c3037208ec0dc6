import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { WorklistScreen } from '#components/alerts/worklist-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { alertWorklist } from '#lib/alerts/worklist/queries.ts'
import { alertSearch } from '#lib/alerts/worklist/schema.ts'

export const metadata: Metadata = { title: 'Alerts' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePhysio(), searchParams])
  return (
    <WorklistScreen list={await load(actor, alertWorklist(actor, alertSearch.parse(query), new Date()))} />
  )
}
