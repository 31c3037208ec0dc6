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

/** Ends in the form that closes the case. */
export const endsCase = (decision: ReviewDecision): boolean =>
  decision === 'discharge' || decision === 'refer'

/** What was agreed at a review; the three answers are what discharge asks (clinical/review.md 5). */
export type AgreedGoals = {
  readonly text: string
  readonly noRunningGoal: boolean
  readonly goalReached: boolean
  readonly selfManagementOk: boolean
}

const goals = z.object({
  text: z.string().catch(''),
  noRunningGoal: z.boolean().catch(false),
  goalReached: z.boolean().catch(false),
  selfManagementOk: z.boolean().catch(false),
})
/** The goals of a stored review; of one that has none, nothing agreed. */
export const readGoals = (stored: unknown): AgreedGoals => {
  const read = goals.safeParse(stored ?? {})
  return read.success
    ? read.data
    : { text: '', noRunningGoal: false, goalReached: false, selfManagementOk: false }
}

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes')

export const reviewInput = z
  .strictObject({
    /** Made by the page: signing twice is one review. */
    id: z.uuid(),
    caseId: z.uuid(),
    /** What the page rested on. */
    seen: z.string().max(10_000).default(''),
    /** The answer about the discharge that the ticks were drawn from, empty for none. */
    answered: z.union([z.literal(''), z.uuid()]).default(''),
    decision: z.enum(reviewDecisions, 'Please choose what is decided.'),
    /** A note; the reason when the decision disagrees with a safety rule. */
    text: z.string().trim().max(4000, 'Please use at most 4000 characters.').default(''),
    goals: z.string().trim().max(1000, 'Please use at most 1000 characters.').default(''),
    noRunningGoal: ticked,
    goalReached: ticked,
    selfManagementOk: ticked,
    nextReviewOn: z
      .string()
      .refine((day) => day === '' || isDay(day), 'Please enter a day that exists.')
      .transform((day) => day || null),
  })
  .refine((input) => endsCase(input.decision) || input.nextReviewOn !== null, {
    path: ['nextReviewOn'],
    error: 'Please choose the day of the next review.',
  })
export type ReviewInput = z.output<typeof reviewInput>

/** What was known when a review was signed before the whole of it was kept. */
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
