'use server'

import { action } from '#lib/forms/action.ts'
import { closeCase, holdCase, reopenCase, resumeCase } from './commands.ts'
import { closeInput, holdInput, reopenInput, resumeInput } from './schema.ts'

const address = ({ caseId }: { caseId: string }) => `/cases/${caseId}`
/** The banner above every page of the case says the state, so it is made anew too. */
const overview = { goTo: address, refresh: (done: { caseId: string }) => [address(done)] }

export const holdCaseAction = action(holdInput, (actor, input) => holdCase(actor, input), overview)
export const resumeCaseAction = action(resumeInput, (actor, input) => resumeCase(actor, input), overview)
export const reopenCaseAction = action(reopenInput, (actor, input) => reopenCase(actor, input), overview)
export const closeCaseAction = action(closeInput, (actor, input) => closeCase(actor, input), {
  ...overview,
  anew: ({ caseId }) => [`${address({ caseId })}/close`],
})
