import { z } from 'zod'

/** Of the form that discards a draft, besides which one it is. */
export const discardFields = {
  caseId: z.uuid(),
  /** Of what was looked at: what somebody wrote since is read first. */
  version: z.coerce.number().int().positive(),
  reason: z
    .string()
    .trim()
    .min(3, 'Please write why, in a few words.')
    .max(500, 'Please use at most 500 characters.'),
}
