'use server'

import { action } from '#lib/forms/action.ts'
import { asksForWords } from '../pain-now/rules.ts'
import { recordOutcome } from './commands.ts'
import { outcomeInput } from './schema.ts'

/** A form with answers missing opens again and says which. */
export const fillFormAction = action(outcomeInput, (actor, input) => recordOutcome(actor, input), {
  goTo: ({ caseId, measure, missing }, input) =>
    missing === 0 || measure === 'weekly_check' || asksForWords(input)
      ? `/my/forms?case=${caseId}&saved=${measure}`
      : `/my/forms/${measure}?case=${caseId}&missing=${missing}`,
  refresh: () => ['/my/forms', '/today'],
})
export const enterOutcomeAction = action(outcomeInput, (actor, input) => recordOutcome(actor, input), {
  goTo: ({ caseId, measure, missing }) =>
    missing === 0 || measure === 'weekly_check'
      ? `/cases/${caseId}/outcomes?saved=${measure}`
      : `/cases/${caseId}/outcomes?saved=${measure}&missing=${missing}`,
  refresh: ({ caseId }) => [`/cases/${caseId}/outcomes`],
})
