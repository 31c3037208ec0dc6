import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { MorningScreen } from '#components/tracking/morning/morning-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { newId } from '#lib/db/ids.ts'
import { logSearch } from '#lib/tracking/entries/schema.ts'
import { painForm } from '#lib/tracking/pain-scores/queries.ts'

export const metadata: Metadata = { title: 'Knee in the morning' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const { case: caseId, day } = logSearch.parse(query)
  const view = await load(
    actor,
    painForm(actor, { caseId, correct: null, day, about: 'now', withSafety: true }),
  )
  return <MorningScreen id={newId()} view={view} />
}
