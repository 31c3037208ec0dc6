'use server'

import { action } from '#lib/forms/action.ts'
import { recordOutcome, withdrawOutcome } from './commands.ts'
import { outcomeInput, withdrawOutcomeInput } from './schema.ts'

/** A form with answers missing opens again and says which. */
export const fillFormAction = action(outcomeInput, (actor, input) => recordOutcome(actor, input), {
  goTo: ({ caseId, measure, missing }) =>
    missing === 0 || measure === 'weekly_check'
      ? `/my/forms?case=${caseId}&saved=${measure}`
      : `/my/forms/${measure}?case=${caseId}&missing=${missing}`,
  refresh: () => ['/my/forms', '/today'],
})
export const enterOutcomeAction = action(outcomeInput, (actor, input) => recordOutcome(actor, input), {
  goTo: ({ caseId, measure }) => `/cases/${caseId}/outcomes?saved=${measure}`,
  refresh: ({ caseId }) => [`/cases/${caseId}/outcomes`],
})
export const withdrawOutcomeAction = action(
  withdrawOutcomeInput,
  (actor, input) => withdrawOutcome(actor, input),
  {
    goTo: ({ caseId }) => `/cases/${caseId}/outcomes?saved=withdrawn`,
    refresh: ({ caseId }) => [`/cases/${caseId}/outcomes`],
  },
)
