import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { PageProps } from '#app/props.ts'
import { ReviewClosedScreen } from '#components/intake/review-closed-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'

export const metadata: Metadata = { title: 'Before your review' }

/** Goes on where it stopped. */
export default async function Page({ params }: PageProps<'intakeId'>) {
  const [actor, ids] = await Promise.all([requirePatient(), params])
  const intakeId = idParam(ids.intakeId)
  const frame = await load(actor, formFrame(actor, intakeId, new Date(), 'review_form'))
  const base = `/my/forms/review/${intakeId}`
  if (frame.closed && frame.unread) redirect(`${base}/stop?to=${frame.resume}`)
  if (frame.closed) return <ReviewClosedScreen frame={frame} closed={frame.closed} />
  redirect(`${base}/${frame.sent ? 'sent' : frame.resume}`)
}
