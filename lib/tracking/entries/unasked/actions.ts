'use server'

import { action } from '#lib/forms/action.ts'
import { hearRefused } from '../refused/commands.ts'
import { answerUnasked } from './commands.ts'
import { unaskedInput } from './schema.ts'

export const answerUnaskedAction = action(unaskedInput, (actor, input) => answerUnasked(actor, input), {
  goTo: ({ caseId }) => `/today?case=${caseId}&saved=safety`,
  refused: hearRefused,
})
