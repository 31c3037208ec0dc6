'use server'

import { action } from '#lib/forms/action.ts'
import { withdrawAssessment } from './commands.ts'
import { withdrawInput } from './schema.ts'

export const withdrawAssessmentAction = action(
  withdrawInput,
  (actor, input) => withdrawAssessment(actor, input),
  {
    goTo: ({ caseId }) => `/cases/${caseId}/assessment`,
    refresh: ({ caseId, assessmentId }) => [
      `/cases/${caseId}`,
      `/cases/${caseId}/assessment`,
      `/cases/${caseId}/assessment/${assessmentId}`,
    ],
  },
)
