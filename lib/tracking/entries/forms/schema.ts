import type { WordsAtOnce } from '#lib/flags/at-once/rules.ts'
import type { OpenMorning } from '#lib/tracking/lately/schema.ts'
import type { WaitWords } from '#lib/tracking/waits/schema.ts'
import type { SafetyAnswers } from '../schema.ts'

/** What the form of every entry is about. */
export type FormFrame = {
  caseId: string
  /** Which one, while several are treated. */
  knee: string | null
  today: string
  day: string
  earliest: string
  /** The entry that is put right. */
  supersedes: string | null
}

/** The same of a session or a run. */
export type LogFrame = FormFrame & {
  /** Of the entry that is put right only the hour after it is asked; the rest is folded. */
  after: boolean
}

export type LogFormView = LogFrame & {
  /** Of the entry to be made, so that sending twice is one entry. */
  id: string
  answers: SafetyAnswers | null
  /** For the patient herself; staff are told when it is saved. */
  words: WordsAtOnce | null
  /** Why the plan of today waits; null when it does not, and for another day. */
  waits: WaitWords | null
  /** The mornings that the patient is asked for before it; none where an entry is put right. */
  mornings: readonly OpenMorning[]
}
