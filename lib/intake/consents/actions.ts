'use server'
import { action } from '#lib/forms/action.ts'
import { changeConsent, noteConsent } from './commands.ts'
import { changeConsentInput, noteConsentInput } from './schema.ts'

export const changeConsentAction = action(changeConsentInput, (actor, input) => changeConsent(actor, input), {
  message: 'Saved.',
  refresh: () => ['/my/record'],
})

export const noteConsentAction = action(noteConsentInput, (actor, input) => noteConsent(actor, input), {
  goTo: ({ caseId }) => `/cases/${caseId}/intake#consents`,
  refresh: ({ caseId }) => [`/cases/${caseId}`, `/cases/${caseId}/intake`],
})
