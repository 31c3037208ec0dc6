'use server'

import { action } from '#lib/forms/action.ts'
import { acceptSuggestion, changeSuggestion, declineSuggestion } from './commands.ts'
import { acceptForm, declineForm } from './schema.ts'

const page = ({ caseId }: { caseId: string }) => [`/cases/${caseId}/program`]

export const acceptSuggestionAction = action(acceptForm, (actor, input) => acceptSuggestion(actor, input), {
  refresh: page,
  message: 'Accepted. A new version holds from today.',
})
export const changeSuggestionAction = action(acceptForm, (actor, input) => changeSuggestion(actor, input), {
  goTo: ({ caseId }) => `/cases/${caseId}/program`,
})
export const declineSuggestionAction = action(
  declineForm,
  (actor, input) => declineSuggestion(actor, input),
  { refresh: page, message: 'Declined. The dose stays.' },
)
