import { z } from 'zod'
import { isDay } from '#lib/dates.ts'

/** The words of a decision (clinical/review.md 4). */
export const reviewDecisions = [
  'continue',
  'progress',
  'regress',
  'change_plan',
  'refer',
  'discharge',
] as const
export type ReviewDecision = (typeof reviewDecisions)[number]

export const decisionWords: Record<ReviewDecision, string> = {
  continue: 'Continue as planned',
  progress: 'Progress',
  regress: 'Regress',
  change_plan: 'Change the plan',
  refer: 'Refer',
  discharge: 'Discharge',
}

export const reviewInput = z
  .strictObject({
    /** Made by the page: signing twice is one review. */
    id: z.uuid(),
    caseId: z.uuid(),
    decision: z.enum(reviewDecisions, 'Please choose what is decided.'),
    text: z
      .string()
      .trim()
      .min(3, 'Please write the reason, in a sentence.')
      .max(4000, 'Please use at most 4000 characters.'),
    nextReviewOn: z
      .string()
      .refine((day) => day === '' || isDay(day), 'Please enter a day that exists.')
      .transform((day) => day || null),
  })
  .refine(
    (input) => input.decision === 'discharge' || input.decision === 'refer' || input.nextReviewOn !== null,
    {
      path: ['nextReviewOn'],
      error: 'Please choose the day of the next review.',
    },
  )
export type ReviewInput = z.output<typeof reviewInput>

/** What was known when the review was signed; kept with it. */
export type ReviewSnapshot = {
  pain7Mean: number | null
  pain7Days: number
  sessions28d: number
  runs28d: number
  km7d: number | null
  openFlags: number
  openAlerts: number
  versionNumber: number | null
}
