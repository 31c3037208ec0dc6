import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { LimitsScreen } from '#components/limits/limits-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requireAdmin } from '#lib/accounts/session.ts'
import { clinicLimits } from '#lib/limits/queries.ts'
import { limitSearch } from '#lib/limits/schema.ts'

export const metadata: Metadata = { title: 'Limits' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requireAdmin(), searchParams])
  const limits = await load(actor, clinicLimits(actor, new Date()))
  return <LimitsScreen limits={limits} {...limitSearch.parse(query)} />
}
