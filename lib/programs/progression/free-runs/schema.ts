import type { DayNumber } from '#lib/dates.ts'
import type { RunsAsk } from '../running/rules.ts'

export type FreeRunsAsk = Omit<RunsAsk, 'stages'> & {
  /** First day of the phase. */
  readonly since: DayNumber
  /** The cap of the newest run, when it was longer than that. */
  readonly overKm: number | null
}

/** What one run may be, in kilometers. */
export type RunCap = {
  readonly km: number
  /** For the team. */
  readonly why: string
  /** The run that was too much, where the cap is a step back. */
  readonly backOn?: DayNumber
}
