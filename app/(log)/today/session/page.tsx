import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { MissingMornings } from '#components/tracking/morning/missing-morning.tsx'
import { SessionScreen } from '#components/tracking/session/session-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { changedEntry, logSearch } from '#lib/tracking/entries/schema.ts'
import { openMornings } from '#lib/tracking/results/queries.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'

export const metadata: Metadata = { title: 'Session' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const { case: caseId, correct, day } = logSearch.parse(query)
  const view = await load(actor, sessionForm(actor, { caseId, correct, day }), changedEntry)
  const asked = correct ? [] : await openMornings(actor, view.caseId)
  return (
    <SessionScreen view={view} draftOf={actor.accountId}>
      <MissingMornings caseId={view.caseId} asked={asked} />
    </SessionScreen>
  )
}
