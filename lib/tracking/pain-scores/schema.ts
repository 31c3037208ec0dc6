import { z } from 'zod'
import type { WordsAtOnce } from '#lib/flags/at-once/rules.ts'
import {
  entryId,
  logDate,
  maybe,
  note,
  requireInjury,
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
  /** The entry that this one puts right. */
  supersedes: maybe(z.uuid()),
})
export type PainInput = z.output<typeof painInput>

/** The knee on waking, with the safety question. */
export const morningInput = z
  .strictObject({
    id: entryId,
    caseId: z.uuid(),
    score,
    swelling: z.enum(swellings, 'Please choose how swollen the knee is.'),
    logDate,
    note,
    supersedes: maybe(z.uuid()),
    ...safetyFields,
  })
  .superRefine(requireInjury)
export type MorningInput = z.output<typeof morningInput>

/** What the page of a score is about. */
export type PainFormView = {
  /** Of a form with the safety question. */
  words: WordsAtOnce | null
  caseId: string
  day: string
  today: string
  earliest: string
  context: 'now' | 'day_worst'
  /** The score that is put right, and what it says. */
  supersedes: string | null
  before: number | null
}
