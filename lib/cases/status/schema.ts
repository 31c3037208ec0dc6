import { z } from 'zod'
import { isDay } from '#lib/dates.ts'
import { seenWords } from '#lib/factors/releases/schema.ts'

const version = z.coerce.number().int().min(1).max(1_000_000)
const reason = z
  .string()
  .trim()
  .min(3, 'Please write why, in a sentence.')
  .max(500, 'Please use at most 500 characters.')

export const holdInput = z.strictObject({ caseId: z.uuid(), version, reason })
export const resumeInput = z.strictObject({ caseId: z.uuid(), version, reason })
export const reopenInput = z.strictObject({
  caseId: z.uuid(),
  version,
  reason,
  nextReviewOn: z
    .string()
    .default('')
    .refine((day) => day === '' || isDay(day), 'Please enter a day that exists.')
    .transform((day) => day || null),
})

/** How a case ends (clinical/review.md 5). The last four are endings without the goals reached. */
const closeReasons = [
  'goals_reached',
  'self_managing',
  'referred',
  'stopped_by_patient',
  'lost_contact',
  'other_ending',
] as const
export type CloseReason = (typeof closeReasons)[number]

const closeReasonWords: Record<CloseReason, string> = {
  goals_reached: 'Goals reached',
  self_managing: 'Goes on alone, goals partly reached',
  referred: 'Referred to somebody else',
  stopped_by_patient: 'Stopped by the patient',
  lost_contact: 'Lost contact (two unanswered calls, 28 days)',
  other_ending: 'Another reason',
}

export const closeReasonOptions = closeReasons.map((value) => ({ value, label: closeReasonWords[value] }))

/** A stored reason in words: a code of ours, or what somebody wrote. */
export const reasonInWords = (stored: string): string =>
  (closeReasonWords as Readonly<Record<string, string>>)[stored] ?? stored

export const closeInput = z.strictObject({
  caseId: z.uuid(),
  version,
  reason: z.enum(closeReasons, 'Please choose how the case ends.'),
  note: z
    .string()
    .trim()
    .min(3, 'Please write a closing note: what was reached, what comes next.')
    .max(4000, 'Please use at most 4000 characters.'),
  /** Why it ends with goals reached although the criteria do not say so. */
  unmetReason: z.string().trim().max(1000, 'Please use at most 1000 characters.').default(''),
  /** `yes`: the patient gets the advice for afterwards. */
  advice: z.enum(['yes', '']).default(''),
  /** The words of that advice on the page. */
  seen: seenWords,
})
export type ChangeInput = z.infer<typeof holdInput>
export type ReopenInput = ChangeInput & { nextReviewOn?: string | null }
export type CloseInput = z.infer<typeof closeInput>
