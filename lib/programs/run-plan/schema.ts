export type RunStep = {
  /** Of clinical/programmes.md 6.2: 0 walking, 1 to 9, 10 building up distance. */
  readonly stage: number
  readonly text: string
  readonly state: 'done' | 'now' | 'later'
}

/** The return-to-running plan in the patient's words. */
export type RunPlan = { readonly steps: readonly RunStep[]; readonly rules: readonly string[] }
