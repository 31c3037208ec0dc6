import { z } from 'zod'
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

/** Days since 1970-01-01. Long series count days as numbers; a single day is `YYYY-MM-DD` as everywhere. */
export type DayNumber = number

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

/** One item of a phase, as far as being due is concerned. */
export type PlanItem = {
  /** Stays the same from version to version. */
  readonly key: string
  readonly exerciseId: string
  /** Sets in all; null for an item without sets. */
  readonly sets: number | null
  /** Of each set, where a run is measured by what was planned. */
  readonly minutes?: number | null
  /** `mon` … `sun`; empty for an item of each run. */
  readonly days: readonly string[]
  readonly fromWeek: number
  readonly untilWeek: number | null
  readonly optional: boolean
}
export type PlanPhase = {
  readonly position: number
  /** Of the template, or the clinic's own. */
  readonly key: string
  readonly name: string
  readonly items: readonly PlanItem[]
}
export type PlanVersion = {
  readonly number: number
  readonly startsOn: DayNumber
  readonly phases: readonly PlanPhase[]
}
export type PhaseSpan = {
  /** Null or left out where only its place was kept. */
  readonly key?: string | null | undefined
  /** Its place in the version that was published with it: see `phaseOfSpan`. */
  readonly position: number
  /** Holds from this day until the next span begins. */
  readonly from: DayNumber
  /** Since when its weeks are counted. */
  readonly startedOn: DayNumber
}
export type Plan = {
  readonly activatedOn: DayNumber
  /** Which phase held when, earliest first. */
  readonly phases: readonly PhaseSpan[]
  /** Oldest first. */
  readonly versions: readonly PlanVersion[]
}

/** Days, both included; `to` null = still going on. */
export type Stretch = { readonly from: DayNumber; readonly to: DayNumber | null }
export type BlockStretch = Stretch & { readonly block: 'programme' | 'impact' }

/** What one entry says was done of an exercise. */
export type DoneItem = {
  readonly day: DayNumber
  readonly key: string
  readonly sets: number
  /** Logged with a set that was done. */
  readonly done: boolean
}

/** The row of the plan whose runs hold from a day on; 0 while no run is planned. `jumpWeek`: in which the jumps were held. */
export type RunRow = { readonly from: DayNumber; readonly week: number; readonly jumpWeek?: number }

/** Everything that says what was due and what came of it. */
export type Course = {
  readonly plan: Plan | null
  /** Of phases whose runs follow from the runs, or whose running load was held, in the order of time; else the calendar. */
  readonly runRows?: readonly RunRow[]
  /** Nobody had run for four weeks, and the runs waited. */
  readonly runWaits?: readonly Stretch[]
  readonly done: readonly DoneItem[]
  readonly runDays: readonly DayNumber[]
  /** Paused by a clinician. */
  readonly paused: readonly Stretch[]
  /** Those of them on which the case was closed. */
  readonly closed?: readonly Stretch[]
  readonly blocks: readonly BlockStretch[]
  /** The rules stopped running, and nobody had answered. */
  readonly runStops?: readonly Stretch[]
  /** Days on which the patient reported fever or feeling ill. */
  readonly unwell: readonly DayNumber[]
}

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
  /** Days 0–6; null without a run. */
  /** What the patient measures in, on her own page. */
  readonly unit?: DistanceUnit
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
