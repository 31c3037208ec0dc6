import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { InstrumentsScreen } from '#components/outcomes/instruments-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requireAdmin } from '#lib/accounts/session.ts'
import { packList } from '#lib/outcomes/packs/queries.ts'
import { packSearch } from '#lib/outcomes/packs/schema.ts'

export const metadata: Metadata = { title: 'Questionnaires' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requireAdmin(), searchParams])
  return <InstrumentsScreen packs={await load(actor, packList(actor))} {...packSearch.parse(query)} />
}
