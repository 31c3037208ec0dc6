import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { PageProps } from '#app/props.ts'
import { ReviewStartScreen } from '#components/intake/review-start-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { beginReviewFormAction } from '#lib/intake/review-form/actions.ts'
import { reviewStart } from '#lib/intake/review-form/own/queries.ts'
import { startSearch } from '#lib/intake/review-form/own/schema.ts'

export const metadata: Metadata = { title: 'Before your review' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const start = await load(actor, reviewStart(actor, startSearch.parse(query), new Date()))
  if (!start) redirect('/my/forms')
  if (start.form.begun) redirect(start.form.href)
  return <ReviewStartScreen start={start} begin={beginReviewFormAction} />
}
