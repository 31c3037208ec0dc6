import { z } from 'zod'

export const withdrawInput = z.strictObject({
  caseId: z.uuid(),
  assessmentId: z.uuid(),
  /** Of what was looked at: a draft that somebody signed meanwhile is no draft any more. */
  version: z.coerce.number().int().positive(),
  reason: z
    .string()
    .trim()
    .min(3, 'Please write why, in a few words.')
    .max(500, 'Please use at most 500 characters.'),
})
export type WithdrawInput = z.output<typeof withdrawInput>
