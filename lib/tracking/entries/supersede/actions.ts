'use server'

import { action } from '#lib/forms/action.ts'
import { withdrawInput } from '#lib/tracking/entries/schema.ts'
import { withdrawEntry } from './commands.ts'

export const withdrawEntryAction = action(withdrawInput, (actor, input) => withdrawEntry(actor, input), {
  goTo: () => '/today/entries?done=withdrawn',
})
export const withdrawForPatientAction = action(withdrawInput, (actor, input) => withdrawEntry(actor, input), {
  goTo: (_, { caseId, entryId }) => `/cases/${caseId}/entries/${entryId}?done=withdrawn`,
})
