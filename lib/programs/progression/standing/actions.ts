'use server'

import { action } from '#lib/forms/action.ts'
import { setStandingOrder } from './commands.ts'
import { standingForm } from './schema.ts'

export const setStandingOrderAction = action(standingForm, (actor, input) => setStandingOrder(actor, input), {
  refresh: ({ caseId }) => [`/cases/${caseId}/program`],
  message: (_, { on }) =>
    on === 'yes' ? 'Changes of dose now apply themselves.' : 'Every change now waits for you.',
})
