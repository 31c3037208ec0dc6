import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { PageProps } from '#app/props.ts'
import { CheckScreen } from '#components/intake/check-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { checkView } from '#lib/intake/drafts/queries.ts'
import { sendReviewFormAction } from '#lib/intake/review-form/actions.ts'

export const metadata: Metadata = { title: 'Check your answers' }

export default async function Page({ params }: PageProps<'intakeId'>) {
  const [actor, ids] = await Promise.all([requirePatient(), params])
  const intakeId = idParam(ids.intakeId)
  const view = await load(actor, checkView(actor, intakeId, new Date(), 'review_form'))
  const base = `/my/forms/review/${intakeId}`
  if (view.sent) redirect(`${base}/sent`)
  if (view.closed) redirect(base)
  return <CheckScreen view={view} base={base} send={sendReviewFormAction} />
}
