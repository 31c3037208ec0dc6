'use server'

import { action } from '#lib/forms/action.ts'
import { answerFlag } from './commands.ts'
import { answerFlagInput } from './schema.ts'

export const answerFlagAction = action(answerFlagInput, (actor, input) => answerFlag(actor, input), {
  message: 'Recorded, with your name and the time.',
  refresh: ({ caseId, intakeId }) => [
    ...(caseId ? [`/cases/${caseId}`] : []),
    ...(intakeId ? [`/intakes/${intakeId}`] : []),
  ],
})
