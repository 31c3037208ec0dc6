import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { PageProps } from '#app/props.ts'
import { SentScreen } from '#components/intake/sent-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'

export const metadata: Metadata = { title: 'Sent' }

export default async function Page({ params }: PageProps<'intakeId'>) {
  const [actor, ids] = await Promise.all([requirePatient(), params])
  const intakeId = idParam(ids.intakeId)
  const frame = await load(actor, formFrame(actor, intakeId, new Date(), 'review_form', 'sent'))
  if (!frame.sent) redirect(`/my/forms/review/${intakeId}`)
  return <SentScreen frame={frame} after={{ href: '/today', label: 'Go to today' }} />
}
