import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { UnaskedScreen } from '#components/tracking/unasked/unasked-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { afterConflict } from '#lib/tracking/entries/rules.ts'
import { logSearch } from '#lib/tracking/entries/schema.ts'
import { unaskedForm } from '#lib/tracking/entries/unasked/queries.ts'

export const metadata: Metadata = { title: 'One question' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const view = await load(actor, unaskedForm(actor, logSearch.parse(query).case), afterConflict)
  return <UnaskedScreen view={view} />
}
