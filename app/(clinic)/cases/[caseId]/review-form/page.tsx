import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { ReviewForm } from '#components/intake/review-form.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { reviewForm } from '#lib/intake/review-form/queries.ts'

export const metadata: Metadata = { title: 'Review form' }

export default async function Page({ params }: PageProps<'caseId'>) {
  const [actor, { caseId }] = await Promise.all([requirePhysio(), params])
  return <ReviewForm view={await load(actor, reviewForm(actor, idParam(caseId), 'whole', new Date()))} />
}
