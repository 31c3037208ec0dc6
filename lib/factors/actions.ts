'use server'

import { countText } from '#lib/dates.ts'
import { action } from '#lib/forms/action.ts'
import { evaluateAgain } from './commands.ts'
import { evaluateAgainInput } from './schema.ts'

export const evaluateAgainAction = action(evaluateAgainInput, (actor, input) => evaluateAgain(actor, input), {
  message: ({ result }) => {
    if (!result) return 'Evaluated. No answer and no finding has changed.'
    return result.changed === 0
      ? 'Evaluated with the newest answers. No level changed.'
      : `Evaluated with the newest answers: ${countText(result.changed, 'change')}, listed below.`
  },
  refresh: ({ caseId }) => [`/cases/${caseId}/factors`],
})
