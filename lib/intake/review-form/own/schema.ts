import { z } from 'zod'
import type { Day } from '#lib/dates.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import type { Closed } from '../asked/schema.ts'
import { type ReviewPart, reviewParts } from '../schema.ts'

/** About how long it takes, for the patient. */
export const MINUTES = 5

/** Where a patient finds the safety questions that have no answer yet. */
export const safetyFormAt = (caseId: string): string => `/my/forms/review?part=safety&case=${caseId}`

export const beginInput = z.strictObject({ caseId: z.uuid(), part: z.enum(reviewParts).default('whole') })
export type BeginInput = z.input<typeof beginInput>

/** What the address of the start may say; anything else is as if it were not there. */
export const startSearch = z.object({
  case: z.uuid().nullable().catch(null).default(null),
  part: z.enum(reviewParts).catch('whole').default('whole'),
})
export type StartSearch = z.output<typeof startSearch>

/** What lies around a form that a patient fills in before her review. */
export type ReviewSetting = {
  caseId: string
  part: ReviewPart
  reviewOn: Day | null
  /** The newest answers of the case without this form. */
  before: Answers
  /** Sections that a physio has asked since this form was last saved: to be looked at again, so that nothing newer is lost. */
  asAgain: readonly string[]
  closed: Closed | null
}

/** A form that waits, as the patient's list says it. */
export type WaitingForm = {
  caseId: string
  /** Which knee it is about, for a patient who is treated for two. */
  knee: string | null
  /** "Fri 27 Nov" */
  reviewText: string
  /** It was begun, and goes on. */
  begun: boolean
  href: string
}

export type OwnReviewForms = {
  waiting: WaitingForm[]
  /** The safety questions alone, which can be answered at any time. `unanswered`: her plan waits for them. */
  safety: { caseId: string; href: string; unanswered: boolean }[]
  /** Of the last 6 weeks, by her own hand, the newest first. */
  sent: { id: string; caseId: string; part: ReviewPart; dayText: string }[]
}
