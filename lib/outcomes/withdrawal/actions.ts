'use server'

import { action } from '#lib/forms/action.ts'
import { withdrawOutcome } from './commands.ts'
import { withdrawOutcomeInput } from './schema.ts'

export const withdrawOutcomeAction = action(
  withdrawOutcomeInput,
  (actor, input) => withdrawOutcome(actor, input),
  {
    goTo: ({ caseId }) => `/cases/${caseId}/outcomes?saved=withdrawn`,
    refresh: ({ caseId }) => [`/cases/${caseId}/outcomes`],
  },
)
