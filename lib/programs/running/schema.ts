/** What the starting stage is decided from: answers of the intake; null = not answered. */
export type StageAnswers = {
  readonly runnerType: string | null
  readonly runningStatus: string | null
  readonly stoppedWeeks: number | null
  /** minutes of running after which the pain begins */
  readonly painOnsetMinutes: number | null
}

export type StartStage = { readonly stage: number; readonly situation: string }
