import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SectionScreen } from '#components/intake/section-screen.tsx'
import { load } from '#lib/access/load.ts'
import { saveByLink } from '#lib/intake/drafts/actions.ts'
import { sectionView } from '#lib/intake/drafts/queries.ts'
import { ahead } from '#lib/intake/drafts/rules.ts'
import { requireVisit } from '#lib/intake/visits/queries.ts'

export const metadata: Metadata = { title: 'Your form' }

type Props = {
  params: Promise<{ token: string; section: string }>
  searchParams?: Promise<Record<string, string | string[] | undefined>>
}

export default async function SectionPage({ params, searchParams }: Props) {
  const { token, section } = await params
  const actor = await requireVisit(token)
  const view = await load(actor, sectionView(actor, actor.intakeId, section, new Date()))
  const base = `/f/${token}`
  const first = ahead(view, section)
  if (first) redirect(`${base}/${first}`)
  return <SectionScreen view={view} base={base} save={saveByLink} changed={(await searchParams)?.changed} />
}
