import type { Day } from '#lib/dates.ts'
import type { PainDay } from '#lib/review/indicators/schema.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'

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
  /** A clinician paused the program. */
  readonly pausedByTeam: boolean
}
