import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { ThresholdsScreen } from '#components/alerts/thresholds-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requireAdmin } from '#lib/accounts/session.ts'
import { clinicThresholds } from '#lib/alerts/thresholds/queries.ts'
import { thresholdSearch } from '#lib/alerts/thresholds/schema.ts'

export const metadata: Metadata = { title: 'Limits' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requireAdmin(), searchParams])
  const thresholds = await load(actor, clinicThresholds(actor, new Date()))
  return <ThresholdsScreen thresholds={thresholds} {...thresholdSearch.parse(query)} />
}
