'use server'

import { action } from '#lib/forms/action.ts'
import { changeCase, moveReview } from './commands.ts'
import { changeCaseInput, moveReviewInput } from './schema.ts'

const address = ({ caseId }: { caseId: string }) => `/cases/${caseId}`
/** The banner above every page of the case says the side, so it is made anew too. */
const overview = { goTo: address, refresh: (done: { caseId: string }) => [address(done)] }

export const changeCaseAction = action(changeCaseInput, (actor, input) => changeCase(actor, input), overview)
export const moveReviewAction = action(moveReviewInput, (actor, input) => moveReview(actor, input), overview)
