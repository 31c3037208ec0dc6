import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { SignedReviewScreen } from '#components/review/signed-review-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { signedReview } from '#lib/review/queries.ts'

export const metadata: Metadata = { title: 'Review' }

export default async function Page(props: PageProps<'caseId' | 'reviewId'>) {
  const [actor, params, query] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const [caseId, reviewId] = [idParam(params.caseId), idParam(params.reviewId)]
  const view = await load(actor, signedReview(actor, caseId, reviewId, new Date()))
  return <SignedReviewScreen view={view} fresh={query.signed === '1'} />
}
