import { z } from 'zod'
import { complaint, reviewDay, side } from '#lib/cases/change/schema.ts'

/** `from`: who was on it when the page was shown; empty for nobody. */
export const takeInput = z.strictObject({
  intakeId: z.uuid(),
  from: z.union([z.uuid(), z.literal('')]).transform((id) => id || null),
})
export const releaseInput = z.strictObject({ intakeId: z.uuid() })

export const acceptInput = z.strictObject({
  intakeId: z.uuid(),
  leadId: z.uuid('Please choose who leads the case.'),
  complaint,
  side,
  nextReviewOn: reviewDay,
  /** Join the care team when somebody else leads. */
  join: z.literal('yes').optional(),
})

export const referInput = z.strictObject({
  intakeId: z.uuid(),
  /** The flags without an answer that the page shows, by their rows, parted by spaces; left out when it shows none. */
  seen: z
    .string()
    .default('')
    .transform((text) => text.split(' ').filter(Boolean)),
  where: z
    .string()
    .trim()
    .min(3, 'Please write where the patient is sent.')
    .max(200, 'Please use at most 200 characters.'),
  reason: z
    .string()
    .trim()
    .min(3, 'Please write why, in a sentence.')
    .max(1000, 'Please use at most 1000 characters.'),
})

export type TakeInput = z.output<typeof takeInput>
export type ReleaseInput = z.output<typeof releaseInput>
export type AcceptInput = z.output<typeof acceptInput>
export type ReferInput = z.output<typeof referInput>
