import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SectionScreen } from '#components/intake/section-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { saveSignedIn } from '#lib/intake/drafts/actions.ts'
import { sectionView } from '#lib/intake/drafts/queries.ts'

export const metadata: Metadata = { title: 'Fill in the intake' }

type Props = {
  params: Promise<{ intakeId: string; section: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function FillSectionPage({ params, searchParams }: Props) {
  const actor = await requirePhysio()
  const { section, ...ids } = await params
  const intakeId = idParam(ids.intakeId)
  const view = await load(actor, sectionView(actor, intakeId, section, new Date()))
  const base = `/intakes/${intakeId}/fill`
  if (view.sent) redirect(`${base}/sent`)
  if (view.underAge && section !== 'identity') redirect(`${base}/young`)
  if (view.blocked) redirect(`${base}/consent`)
  return <SectionScreen view={view} base={base} save={saveSignedIn} changed={(await searchParams).changed} />
}
