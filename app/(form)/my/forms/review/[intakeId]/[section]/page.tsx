import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { PageProps } from '#app/props.ts'
import { SectionScreen } from '#components/intake/section-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { saveSignedIn } from '#lib/intake/drafts/actions.ts'
import { sectionView } from '#lib/intake/drafts/queries.ts'

export const metadata: Metadata = { title: 'Before your review' }

export default async function Page({ params, searchParams }: PageProps<'intakeId' | 'section'>) {
  const [actor, { section, ...ids }] = await Promise.all([requirePatient(), params])
  const intakeId = idParam(ids.intakeId)
  const view = await load(actor, sectionView(actor, intakeId, section, new Date(), 'review_form'))
  const base = `/my/forms/review/${intakeId}`
  if (view.sent) redirect(`${base}/sent`)
  if (view.unread) redirect(`${base}/stop?to=${section}`)
  if (view.closed) redirect(base)
  return <SectionScreen view={view} base={base} save={saveSignedIn} changed={(await searchParams).changed} />
}
