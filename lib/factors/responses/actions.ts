'use server'

import { countText } from '#lib/dates.ts'
import { action } from '#lib/forms/action.ts'
import { addFactor, answerFactor } from './commands.ts'
import { addFactorInput, answerFactorInput } from './schema.ts'

const refresh = ({ caseId }: { caseId: string }) => [`/cases/${caseId}/factors`]

export const answerFactorAction = action(answerFactorInput, (actor, input) => answerFactor(actor, input), {
  message: ({ takenBack }, { kind }) => {
    if (kind === 'confirmed') return 'Confirmed.'
    const texts = takenBack > 0 ? ` Taken back from the patient: ${countText(takenBack, 'text')}.` : ''
    return `Dismissed, with your reason.${texts}`
  },
  refresh,
})
export const addFactorAction = action(addFactorInput, (actor, input) => addFactor(actor, input), {
  message: 'Added, with your name and the time.',
  refresh,
})
