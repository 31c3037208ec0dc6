import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { ReviewsScreen } from '#components/review/reviews-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseReviews } from '#lib/review/queries.ts'

export const metadata: Metadata = { title: 'Reviews' }

export default async function Page({ params }: PageProps<'caseId'>) {
  const [actor, { caseId }] = await Promise.all([requirePhysio(), params])
  return <ReviewsScreen view={await load(actor, caseReviews(actor, idParam(caseId), new Date()))} />
}
