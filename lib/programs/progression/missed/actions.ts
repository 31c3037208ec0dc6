'use server'

import { action } from '#lib/forms/action.ts'
import { acceptMissed, keepMissed } from './commands.ts'
import { acceptMissedForm, keepMissedForm } from './schema.ts'

export const acceptMissedAction = action(acceptMissedForm, (actor, input) => acceptMissed(actor, input), {
  refresh: ({ caseId }) => [`/cases/${caseId}/program`],
  message: 'Accepted. The runs begin again from today.',
})

export const keepMissedAction = action(keepMissedForm, (actor, input) => keepMissed(actor, input), {
  refresh: ({ caseId }) => [`/cases/${caseId}/program`],
  message: 'Kept. The runs go on at this stage.',
})
