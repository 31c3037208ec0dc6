import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { EntriesScreen } from '#components/tracking/entries/entries-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { recentEntries } from '#lib/tracking/entries/recent/queries.ts'

export const metadata: Metadata = { title: 'Your entries' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, { done }] = await Promise.all([requirePatient(), searchParams])
  const recent = await load(actor, recentEntries(actor))
  return <EntriesScreen recent={recent} done={done === 'withdrawn' || done === 'changed' ? done : null} />
}
