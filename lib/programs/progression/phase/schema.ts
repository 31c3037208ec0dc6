import { z } from 'zod'
import { changePhaseForm } from '#lib/programs/course/schema.ts'

/**
 * What a physio answers to an advised change of phase. The page gives the answer its id, so that pressing twice is once;
 * `version` is the program's, as the page showed it.
 */
export const acceptPhaseForm = changePhaseForm
  .omit({ startedOn: true, entryReason: true })
  .extend({ suggestionId: z.uuidv7() })
export type AcceptPhaseForm = z.infer<typeof acceptPhaseForm>

export const declinePhaseForm = acceptPhaseForm.extend({
  reason: z.preprocess((value) => value ?? '', z.string().trim().max(500, 'At most 500 characters')),
})
export type DeclinePhaseForm = z.infer<typeof declinePhaseForm>
