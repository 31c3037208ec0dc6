import type { Day } from '#lib/dates.ts'

/** What the starting stage is decided from: answers of the intake; null = not answered. */
export type StageAnswers = {
  readonly runnerType: string | null
  readonly runningStatus: string | null
  readonly stoppedWeeks: number | null
  /** minutes of running after which the pain begins */
  readonly painOnsetMinutes: number | null
}

export type StartStage = { readonly stage: number; readonly situation: string }

/** What limits the first runs: answers of the intake; null = not known. */
export type FirstRunAnswers = {
  /** minutes of running after which the pain begins */
  readonly painOnsetMinutes: number | null
  /** minutes for a kilometer */
  readonly paceEasy: number | null
  readonly bmi: number | null
}

/** When somebody last ran, as far as it is known. */
export type RanBefore = {
  /** When the answers were sent. */
  readonly toldOn: Day | null
  /** Of the newest run in the log. */
  readonly lastOn: Day | null
  /** When the first program began, from when on runs are logged. */
  readonly begunOn: Day | null
}
