export type RunStep = {
  /** Of clinical/programmes.md 6.2: 0 walking, 1 to 9, 10 building up distance. */
  readonly stage: number
  readonly text: string
  /** `skipped`: below the stage at which she began. */
  readonly state: 'done' | 'now' | 'later' | 'skipped'
}

/** The return-to-running plan in the patient's words. */
export type RunPlan = {
  readonly steps: readonly RunStep[]
  /** "This week up to 21 km; no single run above 8.8 km."; null below stage 10 and while it is not known. */
  readonly week: string | null
  readonly rules: readonly string[]
}
