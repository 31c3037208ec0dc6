import { z } from 'zod'

/** What a physio answers to a suggestion. */
export const acceptForm = z.strictObject({ caseId: z.uuid(), suggestionId: z.uuid() })
export type AcceptForm = z.infer<typeof acceptForm>

export const declineForm = z.strictObject({
  caseId: z.uuid(),
  suggestionId: z.uuid(),
  reason: z.preprocess((value) => value ?? '', z.string().trim().max(500, 'At most 500 characters')),
})
export type DeclineForm = z.infer<typeof declineForm>
