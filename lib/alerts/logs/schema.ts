/** What a patient waits for a clinician to answer in any of her treatments; yes or no, never which alert. */
export type ForClinician = {
  /** A new injury that she reported in a log: until then no exercise and no run (clinical/red-flags.md 5). */
  readonly injured: boolean
  /** The rules stopped her running, and only a clinician ends that (clinical/programmes.md 3.8). */
  readonly runStop: boolean
  /** A clinician accepted that, and the runs have not come back. */
  readonly runsOut: boolean
  /** Since when the older of the two waits; null when neither does. */
  readonly waitsSince: Date | null
}
