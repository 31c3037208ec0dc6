/** `lastLook`: when the last round was finished, else since when there is the clinic. `urgentSince`: of mail that should have left. */
export type SilenceRow = { readonly lastLook: Date | null; readonly urgentSince: Date | null }

/** What keeps everybody from being told, in words; null where nothing does. */
export type Silence = {
  /** The day on which the rules last looked at the cases, when yesterday's night went by without them. */
  readonly unlooked: string | null
  /** Since when mail that calls somebody waits to leave. */
  readonly uncalled: string | null
}
