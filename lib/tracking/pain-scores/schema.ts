import { z } from 'zod'
import type { WordsAtOnce } from '#lib/flags/at-once/rules.ts'
import type { FormFrame } from '#lib/tracking/entries/forms/schema.ts'
import { chooseSwelling } from '#lib/tracking/entries/missing/schema.ts'
import {
  corrects,
  entryId,
  logDate,
  note,
  requireInjury,
  type SafetyAnswers,
  type Swelling,
  safetyFields,
  score,
  swellings,
} from '#lib/tracking/entries/schema.ts'

/** A score by itself. Those of a session or a run are posted with it. */
export const painInput = z.strictObject({
  id: entryId,
  caseId: z.uuid(),
  context: z.enum(['now', 'day_worst'], 'Choose what the number is about.'),
  score,
  logDate,
  ...corrects,
})
export type PainInput = z.output<typeof painInput>

/** The knee on waking, with the safety question. */
export const morningInput = z
  .strictObject({
    id: entryId,
    caseId: z.uuid(),
    score,
    swelling: z.enum(swellings, chooseSwelling),
    logDate,
    note,
    ...corrects,
    ...safetyFields,
  })
  .superRefine(requireInjury)
export type MorningInput = z.output<typeof morningInput>

/** What the page of a score is about. `before`: what the entry says that is put right; `entered`: the newest of that day, which a further score stands beside. */
export type PainFormView = FormFrame & {
  context: 'now' | 'day_worst'
  before: number | null
  entered: { id: string; score: number } | null
}

export type MorningBefore = SafetyAnswers & { score: number; swelling: Swelling | null; note: string }
export type MorningFormView = FormFrame & {
  before: MorningBefore | null
  /** What was entered of that day, beside a form that is not about it: a phone keeps that of a new morning. */
  entered: number | null
  /** What an answer to the safety question says at once; null for staff. */
  words: WordsAtOnce | null
}
