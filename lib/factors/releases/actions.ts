'use server'

import { countText } from '#lib/dates.ts'
import { action } from '#lib/forms/action.ts'
import { giveTexts, withdrawText } from './commands.ts'
import { giveTextsInput, withdrawTextInput } from './schema.ts'

const refresh = ({ caseId }: { caseId: string }) => [`/cases/${caseId}/factors`]

export const giveTextsAction = action(giveTextsInput, (actor, input) => giveTexts(actor, input), {
  message: ({ texts }) =>
    texts === 0
      ? 'The patient has these already, in the same words.'
      : `Given to the patient: ${countText(texts, 'text')}, under “Your program”.`,
  refresh,
  anew: refresh,
})
export const withdrawTextAction = action(withdrawTextInput, (actor, input) => withdrawText(actor, input), {
  message: 'Taken back. The patient does not see it any more.',
  refresh,
})
