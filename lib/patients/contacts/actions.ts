'use server'
import { action } from '#lib/forms/action.ts'
import { settleContacts } from './commands.ts'
import { settleContactsInput } from './schema.ts'

export const settleContactsAction = action(settleContactsInput, settleContacts, {
  message: (_done, { right }) =>
    right === 'form' ? 'Taken over into the record.' : 'The record stays as it is.',
  refresh: ({ patientId, caseId }, { intakeId }) => [
    `/intakes/${intakeId}`,
    `/patients/${patientId}`,
    ...(caseId ? [`/cases/${caseId}`] : []),
  ],
})
