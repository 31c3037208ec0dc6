import { z } from 'zod'
import type { DayNumber } from '#lib/dates.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'

/** The contexts of a pain score in the order in which the queries number them. */
export const painContexts = [
  'now',
  'during_exercise',
  'after_exercise',
  'during_run',
  'after_run',
  'next_morning',
  'day_worst',
] as const
export type PainContext = (typeof painContexts)[number]

export type PainScorePoint = {
  readonly day: DayNumber
  readonly score: number
  readonly context: PainContext
}

export const ranges = ['4', '12', '26', 'all'] as const
export type Range = (typeof ranges)[number]
export const rangeNames: Readonly<Record<Range, string>> = {
  '4': '4 weeks',
  '12': '12 weeks',
  '26': '26 weeks',
  all: 'All',
}

/** What the address may say; anything else means the default. */
export const progressSearch = z.object({
  range: z.enum(ranges).catch('12'),
  table: z.enum(['pain', 'sessions', 'runs']).nullable().catch(null).default(null),
})
export type ProgressSearch = z.infer<typeof progressSearch>

export type SessionState = 'done' | 'part' | 'missed' | 'ahead'

export type RunPoint = { readonly day: DayNumber; readonly km: number; readonly minutes: number }

export type RunWeek = {
  /** The Monday. */
  readonly start: DayNumber
  /** Null for a week before the case was opened and anything was entered. */
  readonly km: number | null
  readonly count: number
  readonly longest: number
}

export type SessionWeek = {
  readonly start: DayNumber
  readonly sessions: readonly { readonly day: DayNumber; readonly state: SessionState }[]
}

/** An indicator of clinical/review.md 2: its value, or what is missing for it. */
export type Known = { readonly value: number; readonly of: number }
export type Missing = { readonly value: null; readonly of: number }
export type Indicator = Known | Missing

export type VersionStart = { readonly number: number; readonly day: DayNumber }

/** What the pages of progress show. Days are numbers; both ends of a range are included. */
export type ProgressView = {
  readonly caseId: string
  readonly side: 'left' | 'right' | 'both'
  readonly range: Range
  readonly from: DayNumber
  readonly today: DayNumber
  /** Scores from six days before `from`, for the first mean. */
  readonly scores: readonly PainScorePoint[]
  /** `ind_pain_7d` and on how many of the 7 days there was an entry. */
  readonly pain7: { readonly mean: number | null; readonly days: number }
  /** Days of the range with a pain entry. */
  readonly painDays: number
  readonly versions: readonly VersionStart[]
  readonly planned: boolean
  readonly sessionWeeks: readonly SessionWeek[]
  readonly adherence: Adherence
  readonly runWeeks: readonly RunWeek[]
  /** What the patient measures in, on her own page. */
  readonly unit?: DistanceUnit
  /** Her treatment has ended, on her own page: nothing is added to it. */
  readonly ended?: boolean
  /** Days 0–6; null without a run. */
  readonly runs7: { readonly km: number; readonly count: number; readonly longest: number } | null
}

export type Adherence = {
  /** `ind_adherence_pct`, 0–100, of so many due items. */
  readonly items: Indicator
  /** `ind_session_adherence_pct`, 0–100, of so many planned sessions. */
  readonly sessions: Indicator
  readonly done: number
  readonly part: number
  readonly planned: number
}
