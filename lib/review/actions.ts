'use server'

import { action } from '#lib/forms/action.ts'
import { signReview } from './commands.ts'
import { endsCase, reviewInput } from './schema.ts'

/** A decision to discharge or refer goes on to the form that ends the case. */
export const signReviewAction = action(reviewInput, (actor, input) => signReview(actor, input), {
  goTo: ({ caseId, decision, reviewId }) =>
    endsCase(decision)
      ? `/cases/${caseId}/close?as=${decision}`
      : `/cases/${caseId}/reviews/${reviewId}?signed=1`,
  refresh: ({ caseId }) => [`/cases/${caseId}/reviews`],
})
