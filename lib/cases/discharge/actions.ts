'use server'

import { action } from '#lib/forms/action.ts'
import { answerDischarge } from './commands.ts'
import { dischargeAnswerInput } from './schema.ts'

export const answerDischargeAction = action(
  dischargeAnswerInput,
  (actor, input) => answerDischarge(actor, input),
  {
    goTo: ({ caseId }) => `/cases/${caseId}/close#answers`,
    refresh: ({ caseId }) => [`/cases/${caseId}/close`],
  },
)
