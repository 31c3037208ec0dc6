import { z } from 'zod'

export const discardNoteInput = z.strictObject({
  caseId: z.uuid(),
  noteId: z.uuid(),
  /** Of what was looked at: what somebody wrote since is read first. */
  version: z.coerce.number().int().positive(),
  reason: z
    .string()
    .trim()
    .min(3, 'Please write why, in a few words.')
    .max(500, 'Please use at most 500 characters.'),
})
export type DiscardNoteInput = z.output<typeof discardNoteInput>
