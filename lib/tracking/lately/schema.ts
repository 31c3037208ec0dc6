import type { Day } from '#lib/dates.ts'
import type { PainDay } from '#lib/review/indicators/schema.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'

/** A morning without an entry after a day with a session or a run: "How was the knee the morning after Mon 5 Oct?" */
export type OpenMorning = { readonly day: Day; readonly text: string }

/** A session or a run of today or yesterday that was entered before the hour after it was known. */
export type OpenHour = {
  readonly kind: 'session' | 'run'
  /** Of the entry. */
  readonly id: string
  readonly day: Day
  /** When it was entered, milliseconds. */
  readonly at: number
}

/** What the entries of today and yesterday say about today. */
export type Lately = {
  /** Scores of `done` are those of today. */
  readonly done: {
    readonly sessions: number
    /** Kilometers of today's runs; empty without a run. */
    readonly runs: readonly number[]
    readonly pain: number | null
    readonly morning: number | null
  }
  readonly ranYesterday: boolean
  /** When the newest run of today or yesterday was entered, milliseconds; 0 without any. */
  readonly runEnteredAt: number
  /** The mornings of the last 14 days that she is asked for, the oldest first (clinical/programmes.md 2). */
  readonly openMornings: readonly OpenMorning[]
  /** Where the hour after is asked for, the oldest first (clinical/review.md 1). */
  readonly openHours: readonly OpenHour[]
  /** A pain from which on nobody exercises, of today or entered today. */
  readonly severe: boolean
  /** The worst pain of today's runs; 0 without any. */
  readonly worstRun: number
  /** The worst pain of each recorded day of the last 90, oldest first. */
  readonly daily: readonly PainDay[]
  /** The newest day that an entry of any kind is about. */
  readonly lastOn: Day | null
  /** A fever of today or told of today. */
  readonly fever: boolean
  /** What she measures in: that of her newest run. */
  readonly unit: DistanceUnit
  /** When a clinician paused the program; null while it goes on. */
  readonly pausedAt: Date | null
}
