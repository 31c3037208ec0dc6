import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { TimelineScreen } from '#components/timeline/timeline-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseTimeline } from '#lib/tracking/timeline/queries.ts'
import { timelineSearch } from '#lib/tracking/timeline/schema.ts'

export const metadata: Metadata = { title: 'Timeline' }

export default async function Page(props: PageProps<'caseId'>) {
  const [actor, { caseId }, query] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const search = timelineSearch.parse(query)
  return <TimelineScreen view={await load(actor, caseTimeline(actor, idParam(caseId), search, new Date()))} />
}
