import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { MorningScreen } from '#components/tracking/morning/morning-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { newId } from '#lib/db/ids.ts'
import { ownLogCase } from '#lib/tracking/today/log-case/queries.ts'
import { todaySearch } from '#lib/tracking/today/schema.ts'

export const metadata: Metadata = { title: 'Knee this morning' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const caseId = await load(actor, ownLogCase(actor, todaySearch.parse(query).case))
  return <MorningScreen id={newId()} caseId={caseId} />
}
