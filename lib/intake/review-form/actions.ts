'use server'

import { action } from '#lib/forms/action.ts'
import { recordReviewForm } from './commands.ts'
import { reviewFormInput } from './schema.ts'

export const recordReviewFormAction = action(
  reviewFormInput,
  (actor, input) => recordReviewForm(actor, input),
  {
    goTo: (caseId) => `/cases/${caseId}`,
  },
)
