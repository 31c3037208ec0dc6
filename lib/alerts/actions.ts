'use server'

import { action } from '#lib/forms/action.ts'
import { acknowledgeAlert, closeAlert, handOverAlert, snoozeAlert } from './commands.ts'
import { acknowledgeInput, closeAlertInput, handOverAlertInput, snoozeInput } from './schema.ts'

const refresh = ({ caseId }: { caseId: string }) => [`/cases/${caseId}`, '/alerts', '/caseload']

export const acknowledgeAlertAction = action(
  acknowledgeInput,
  (actor, input) => acknowledgeAlert(actor, input),
  {
    message: 'Recorded. The alert stays open until you write what was done.',
    refresh,
  },
)
export const snoozeAlertAction = action(snoozeInput, (actor, input) => snoozeAlert(actor, input), {
  message: 'Snoozed. It comes back on that day, or when it gets graver.',
  refresh,
})
export const handOverAlertAction = action(handOverAlertInput, (actor, input) => handOverAlert(actor, input), {
  message: 'Handed over.',
  refresh,
})
export const closeAlertAction = action(closeAlertInput, (actor, input) => closeAlert(actor, input), {
  message: 'Resolved.',
  refresh,
})
