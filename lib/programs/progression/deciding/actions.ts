'use server'

import { action } from '#lib/forms/action.ts'
import type { Done } from './answer/commands.ts'
import { acceptSuggestion, changeSuggestion, declineSuggestion } from './commands.ts'
import { acceptedText } from './rules.ts'
import { acceptForm, declineForm } from './schema.ts'

const page = ({ caseId }: Done) => [`/cases/${caseId}/program`]

export const acceptSuggestionAction = action(acceptForm, (actor, input) => acceptSuggestion(actor, input), {
  refresh: page,
  message: acceptedText,
})
export const changeSuggestionAction = action(acceptForm, (actor, input) => changeSuggestion(actor, input), {
  goTo: ({ caseId }) => `/cases/${caseId}/program`,
})
export const declineSuggestionAction = action(
  declineForm,
  (actor, input) => declineSuggestion(actor, input),
  { refresh: page, message: 'Declined. The dose stays.' },
)
