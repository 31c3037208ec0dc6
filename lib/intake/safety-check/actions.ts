'use server'

import { action } from '#lib/forms/action.ts'
import { recordSafetyCheck } from './commands.ts'
import { safetyCheckInput } from './schema.ts'

export const recordSafetyCheckAction = action(
  safetyCheckInput,
  (actor, input) => recordSafetyCheck(actor, input),
  {
    goTo: (caseId) => `/cases/${caseId}`,
  },
)
