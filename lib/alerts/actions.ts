'use server'

import { action } from '#lib/forms/action.ts'
import { acknowledgeAlert, closeAlert } from './commands.ts'
import { acknowledgeInput, closeAlertInput } from './schema.ts'

const refresh = ({ caseId }: { caseId: string }) => [`/cases/${caseId}`]

export const acknowledgeAlertAction = action(
  acknowledgeInput,
  (actor, input) => acknowledgeAlert(actor, input),
  {
    message: 'Recorded. The alert stays open until you write what came of it.',
    refresh,
  },
)
export const closeAlertAction = action(closeAlertInput, (actor, input) => closeAlert(actor, input), {
  message: 'Closed.',
  refresh,
})
