'use server'

import { action } from '#lib/forms/action.ts'
import { breakGlass } from './commands.ts'
import { breakGlassInput } from './schema.ts'

export const breakGlassAction = action(breakGlassInput, (actor, input) => breakGlass(actor, input), {
  goTo: ({ caseId }) => `/cases/${caseId}`,
})
