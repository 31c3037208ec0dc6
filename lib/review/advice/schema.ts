import { z } from 'zod'
import { reviewDecisions } from '#lib/review/schema.ts'

const value = z.union([z.number(), z.string(), z.array(z.string()), z.null()])

/** One rule of a review with everything it rests on: plain JSON, kept with the review as it was. */
const adviceLine = z.object({
  ruleId: z.string(),
  rule: z.string(),
  title: z.string(),
  action: z.string(),
  source: z.string(),
  advises: z.enum(reviewDecisions),
  safety: z.boolean(),
  /** Decisions that disagree with it and therefore need a reason. */
  against: z.array(z.enum(reviewDecisions)),
  /** The values that the rule read; `label` in words. */
  inputs: z.array(z.object({ id: z.string(), label: z.string(), value })),
})
export type AdviceLine = z.infer<typeof adviceLine>

const waitingRule = z.object({ ruleId: z.string(), title: z.string(), missing: z.array(z.string()) })

/** What the rules advise; `decision` is the gravest of the lines, `continue` without any. */
export const reviewAdvice = z.object({
  decision: z.enum(reviewDecisions),
  lines: z.array(adviceLine),
  /** A safety rule asks for nothing more until it is answered. False in records that were kept before this was said. */
  holds: z.boolean().default(false),
  /** Rules that could not be decided, with what is missing, in words. */
  notAssessed: z.array(waitingRule),
})
export type ReviewAdvice = z.infer<typeof reviewAdvice>
