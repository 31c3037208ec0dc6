import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { NewReviewScreen } from '#components/review/new-review-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { newReview } from '#lib/review/queries.ts'

export const metadata: Metadata = { title: 'New review' }

export default async function Page({ params }: PageProps<'caseId'>) {
  const [actor, { caseId }] = await Promise.all([requirePhysio(), params])
  return <NewReviewScreen view={await load(actor, newReview(actor, idParam(caseId), new Date()))} />
}
