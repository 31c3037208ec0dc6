import { z } from 'zod'

/** Whether changes of dose apply themselves in a case. */
export const standingForm = z.strictObject({ caseId: z.uuid(), on: z.enum(['yes', 'no']) })
export type StandingForm = z.infer<typeof standingForm>
