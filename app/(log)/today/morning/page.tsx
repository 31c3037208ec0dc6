import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { MorningScreen } from '#components/tracking/morning/morning-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { dayIn } from '#lib/dates.ts'
import { newId } from '#lib/db/ids.ts'
import { ownLogCase } from '#lib/tracking/today/log-case/queries.ts'
import { morningSearch } from '#lib/tracking/today/schema.ts'

export const metadata: Metadata = { title: 'Knee this morning' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const search = morningSearch.parse(query)
  const caseId = await load(actor, ownLogCase(actor, search.case))
  const today = dayIn(actor.timeZone, new Date())
  const day = search.day !== null && search.day < today ? search.day : null
  return <MorningScreen id={newId()} caseId={caseId} day={day} />
}
