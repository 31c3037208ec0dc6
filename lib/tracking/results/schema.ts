import type { DayNumber } from '#lib/dates.ts'
import type { Elsewhere } from '#lib/tracking/elsewhere/schema.ts'
import type { Swelling } from '#lib/tracking/entries/schema.ts'
import type { RunSettle, RunType } from '#lib/tracking/run-logs/schema.ts'

/** What the pain-monitoring model reads and says (clinical/programmes.md 2). Days are those of the patient's zone. */

const sessionResults = ['green', 'amber', 'over_limit', 'red', 'unknown'] as const
export type SessionResult = (typeof sessionResults)[number]

export type YesNo = 'yes' | 'no'

/**
 * What every entry carries. All versions of an entry may be handed over, in any order: `currentEntries` keeps the newest
 * of each and drops what was taken back.
 */
export type Entry = {
  readonly id: string
  /** The entry that this one puts right. */
  readonly supersedes: string | null
  readonly withdrawn: boolean
  readonly day: DayNumber
  /** When it was recorded, milliseconds; the order within a day. */
  readonly at: number
  /** `log_safety`; null when it was not asked (imported, paper). */
  readonly safety: readonly string[] | null
}

/** How much of an exercise: what was prescribed or what was done. */
export type Amount = {
  /** Sets in all. */
  readonly sets: number | null
  readonly reps: number | null
  readonly holdSeconds: number | null
  readonly minutes: number | null
  readonly loadKg: number | null
}

/** One exercise in one session log. */
export type ExerciseEntry = Entry & {
  /** Of the program's item; stays the same from version to version. */
  readonly itemKey: string
  readonly exerciseId: string
  readonly phaseKey: string
  readonly done: Amount & { readonly sets: number }
  /** The dose of the version that was in force, with the upper effort; what the session was measured by. */
  readonly prescribed: Amount & { readonly rpeMax: number | null }
  readonly rpe: number | null
  readonly skipReason: string | null
  readonly painDuring: number | null
  readonly painAfter: number | null
  /** `ex_limit` of that phase. */
  readonly limit: number
}

export type RunEntry = Entry & {
  readonly km: number
  readonly minutes: number
  /** `run_finished`. */
  readonly finished: boolean
  readonly type: RunType
  readonly settle: RunSettle | null
  readonly painDuring: number | null
  readonly painAfter: number | null
  /** `run_limit` of that phase. */
  readonly limit: number
  /** The return-to-run stage that held on that day; null without a stage table. */
  readonly stage: number | null
}

export type MorningEntry = Entry & { readonly pain: number | null; readonly swelling: Swelling | null }

/** A pain by itself: now, or the worst of the day. */
export type PainEntry = Entry & { readonly score: number }

export type Logs = {
  readonly exercises: readonly ExerciseEntry[]
  readonly runs: readonly RunEntry[]
  readonly mornings: readonly MorningEntry[]
  readonly pains: readonly PainEntry[]
  /** Days on which she said that she has a fever or feels ill, whichever day the entry is about. */
  readonly unwell?: readonly DayNumber[]
  /** Of her other treatments. */
  readonly elsewhere?: Elsewhere | undefined
}

/** `visit`: asked in between, without the safety questions. */
export type FormKind = 'intake' | 'review' | 'visit'

/** Answers of a form that indicators fall back on. */
export type FormAnswers = {
  readonly submittedOn: DayNumber
  readonly kind: FormKind
  readonly nprsNow: number | null
  readonly nprsWorst7d: number | null
  readonly nprsNextMorning: number | null
  readonly swellingNow: Swelling | null
  readonly kmLongestNow: number | null
  readonly energyLow: YesNo | null
  readonly periodsMissed: YesNo | null
}

/** A session of one exercise, or a run, with its result and what it rests on. */
export type Outcome = {
  readonly kind: 'exercise' | 'run'
  /** Of the entry. */
  readonly id: string
  readonly day: DayNumber
  readonly at: number
  readonly result: SessionResult
  /** The larger of the pain during and within an hour after; null without both. */
  readonly maxPain: number | null
  readonly limit: number
  /** `morning_breach` of the day after; null = not assessed. */
  readonly breach: YesNo | null
  /** `log_flagged`. */
  readonly flagged: YesNo | null
}
export type ExerciseOutcome = Outcome & { readonly kind: 'exercise'; readonly entry: ExerciseEntry }
export type RunOutcome = Outcome & { readonly kind: 'run'; readonly entry: RunEntry }

/** "How was the knee the morning after {date}?": the day that the question is about, and the morning that is missing. */
export type MorningQuestion = {
  readonly sessionDay: DayNumber
  readonly morning: DayNumber
  readonly text: string
}
