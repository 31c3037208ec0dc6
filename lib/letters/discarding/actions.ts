'use server'

import { action } from '#lib/forms/action.ts'
import { discardLetter } from './commands.ts'
import { discardLetterInput } from './schema.ts'

export const discardLetterAction = action(discardLetterInput, (actor, input) => discardLetter(actor, input), {
  goTo: ({ caseId }) => `/cases/${caseId}/letters`,
  refresh: ({ caseId, letterId }) => [`/cases/${caseId}/letters`, `/cases/${caseId}/letters/${letterId}`],
})
