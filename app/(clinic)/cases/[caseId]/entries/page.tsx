import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { CaseEntriesScreen } from '#components/tracking/entries/case-entries-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseEntries } from '#lib/tracking/entries/history/queries.ts'
import { entriesSearch } from '#lib/tracking/entries/history/schema.ts'

export const metadata: Metadata = { title: 'Entries' }

export default async function Page(props: PageProps<'caseId'>) {
  const [actor, { caseId }, query] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const { until } = entriesSearch.parse(query)
  const view = await load(actor, caseEntries(actor, idParam(caseId), until, new Date()))
  return <CaseEntriesScreen view={view} />
}
