'use server'

import { action } from '#lib/forms/action.ts'
import { recordVisitForm } from './commands.ts'
import { pageBefore } from './rules.ts'
import { visitFormInput } from './schema.ts'

export const recordVisitFormAction = action(visitFormInput, (actor, input) => recordVisitForm(actor, input), {
  goTo: (caseId, { ask }) => pageBefore(caseId, ask),
})
