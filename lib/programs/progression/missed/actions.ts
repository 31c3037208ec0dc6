'use server'

import { action } from '#lib/forms/action.ts'
import { acceptMissed } from './commands.ts'
import { acceptMissedForm } from './schema.ts'

export const acceptMissedAction = action(acceptMissedForm, (actor, input) => acceptMissed(actor, input), {
  refresh: ({ caseId }) => [`/cases/${caseId}/program`],
  message: 'Accepted. The runs begin again from today.',
})
