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

/** What an answer did to the program. */
export type Answered = {
  readonly did: 'version' | 'pause' | 'nothing'
  /** Numbers of versions that waited to begin and do not begin any more, since nothing is left of them. */
  readonly dropped: readonly number[]
}
