'use server'

import { action } from '#lib/forms/action.ts'
import { addFactor, answerFactor } from './commands.ts'
import { addFactorInput, answerFactorInput } from './schema.ts'

const refresh = ({ caseId }: { caseId: string }) => [`/cases/${caseId}/factors`]

export const answerFactorAction = action(answerFactorInput, (actor, input) => answerFactor(actor, input), {
  message: (_, { kind }) => (kind === 'confirmed' ? 'Confirmed.' : 'Dismissed, with your reason.'),
  refresh,
})
export const addFactorAction = action(addFactorInput, (actor, input) => addFactor(actor, input), {
  message: 'Added, with your name and the time.',
  refresh,
})
