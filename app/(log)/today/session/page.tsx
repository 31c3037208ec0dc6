import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { SessionScreen } from '#components/tracking/session/session-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { changedEntry, logSearch } from '#lib/tracking/entries/schema.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'

export const metadata: Metadata = { title: 'Session' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const { case: caseId, correct, day } = logSearch.parse(query)
  const view = await load(actor, sessionForm(actor, { caseId, correct, day }), changedEntry)
  return <SessionScreen view={view} draftOf={actor.accountId} />
}
