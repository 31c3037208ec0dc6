import { z } from 'zod'
import { type Day, isDay } from '#lib/dates.ts'
import { type CaseSide, caseSides } from '../schema.ts'

export const complaint = z
  .string()
  .trim()
  .min(3, 'Please say in a few words what the case is about.')
  .max(120, 'Please use at most 120 characters.')
export const side = z.enum(caseSides, 'Please choose the side.')
/** An empty field is no review that is planned. */
export const reviewDay = z
  .string()
  .refine((day) => day === '' || isDay(day), 'Please enter a day that exists.')
  .transform((day) => day || null)

const shown = { caseId: z.uuid(), version: z.coerce.number().int().min(1).max(1_000_000) }

/** What a case says of itself, as it should be. `reason` is needed when the side changes. */
export const changeCaseInput = z.strictObject({
  ...shown,
  complaint,
  side,
  nextReviewOn: reviewDay,
  reason: z.string().trim().max(500, 'Please use at most 500 characters.').default(''),
})
export const moveReviewInput = z.strictObject({ ...shown, nextReviewOn: reviewDay })

/** What a clinician set when the case was opened, and may put right later. */
export type CaseFacts = { complaint: string; side: CaseSide; nextReviewOn: Day | null }

/** One correction of what a case is about, the oldest first. */
export type Correction = {
  at: string
  /** In the patient's zone. */
  on: Day
  from: Pick<CaseFacts, 'complaint' | 'side'>
  to: Pick<CaseFacts, 'complaint' | 'side'>
}

const facts = z.object({ complaint: z.string(), side, nextReviewOn: z.string().nullable() })
/** Before and after, as the database tells a change. */
export const storedChange = (text: string | null): [CaseFacts, CaseFacts] =>
  z.tuple([facts, facts]).parse(JSON.parse(text ?? '[]'))

export type ChangeCaseInput = z.output<typeof changeCaseInput>
export type MoveReviewInput = z.output<typeof moveReviewInput>
