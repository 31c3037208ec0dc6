import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { OwnProgressScreen } from '#components/progress/own-progress-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { ownTreatments } from '#lib/cases/own/queries.ts'
import { logSearch } from '#lib/tracking/entries/schema.ts'
import { ownProgress } from '#lib/tracking/progress/queries.ts'

export const metadata: Metadata = { title: 'Progress' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const asked = logSearch.parse(query).case
  const progress = await load(actor, ownProgress(actor, '12', new Date(), asked))
  return <OwnProgressScreen progress={progress} cases={await ownTreatments(actor)} />
}
