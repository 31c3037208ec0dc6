import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { RunScreen } from '#components/tracking/run/run-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { changedEntry, logSearch } from '#lib/tracking/entries/schema.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'

export const metadata: Metadata = { title: 'Run' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const { case: caseId, correct, day } = logSearch.parse(query)
  return <RunScreen view={await load(actor, runForm(actor, { caseId, correct, day }), changedEntry)} />
}
