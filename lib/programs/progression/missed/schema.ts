import { z } from 'zod'
import { acceptPhaseForm } from '../phase/schema.ts'

/** Begins again after missed weeks. The page gives the answer its id, so that pressing twice is once. */
export const acceptMissedForm = acceptPhaseForm.omit({ phaseKey: true })
export type AcceptMissedForm = ReturnType<typeof acceptMissedForm.parse>

/** Keeps the present stage after missed weeks, and why. */
export const keepMissedForm = acceptMissedForm.extend({
  reason: z.string().trim().min(3, 'Write why the stage stays.').max(500, 'At most 500 characters'),
})
export type KeepMissedForm = z.infer<typeof keepMissedForm>
