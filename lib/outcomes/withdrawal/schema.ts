import { z } from 'zod'

export const withdrawOutcomeInput = z.strictObject({
  caseId: z.uuid(),
  entryId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(3, 'Please write why, in a few words.')
    .max(200, 'Please use at most 200 characters.'),
})
export type WithdrawOutcome = z.output<typeof withdrawOutcomeInput>
