/** What can be given, as a whole, to a patient. */
export const measureIds = [
  'nprs',
  'psfs',
  'akps',
  'lefs',
  'koos',
  'koos_pf',
  'uwri',
  'ostrc_o2',
  'groc',
  'weekly_check',
] as const
export type MeasureId = (typeof measureIds)[number]

/** What has a score and a change of its own: `koos` counts as five (clinical/outcome-measures.md 2). */
export const scaleIds = [
  'nprs',
  'psfs',
  'akps',
  'lefs',
  'koos_pain',
  'koos_symptoms',
  'koos_adl',
  'koos_sport',
  'koos_qol',
  'koos_pf',
  'uwri',
  'ostrc_o2',
  'groc',
] as const
export type ScaleId = (typeof scaleIds)[number]

export const kneeMeasures = ['koos_pf', 'akps', 'lefs', 'koos'] as const
export type KneeMeasure = (typeof kneeMeasures)[number]

/** `[n]` of clinical/sources.md, or `[GK]`: general knowledge that no source read confirms. */
export type Source = string

export type Threshold = {
  readonly kind: 'mdc' | 'mdc90' | 'mdc95' | 'mic' | 'mcid'
  readonly value: number
  /** Whom it was found in. */
  readonly population: string
  readonly source: Source
}

/** `sum` and `single` need every item, since no rule for missing ones was found; the others so many. */
export type Scoring =
  | { readonly kind: 'single' }
  | { readonly kind: 'sum' }
  | { readonly kind: 'mean'; readonly atLeast: number }
  /** 100 − 25 × mean of items 0–4, better = higher [49]. */
  | { readonly kind: 'percent_of_best'; readonly atLeast: number }

export type Scale = {
  readonly id: ScaleId
  readonly name: string
  readonly items: readonly string[]
  readonly scoring: Scoring
  readonly min: number
  readonly max: number
  readonly better: 'higher' | 'lower'
  readonly decimals: 0 | 1
  /** What changes are judged by; the more demanding of what was found (clinical/outcome-measures.md 4). */
  readonly mdc: Threshold | null
  readonly mic: Threshold | null
  readonly alsoFound: readonly Threshold[]
  /** What healthy people score, with its source. */
  readonly healthy?: string
}

export type Item = {
  readonly id: string
  /** What it is about, in a word or two; never the wording of the instrument. */
  readonly theme: string
  /** In the order of the form. */
  readonly values: readonly number[]
  /** Our own wording, only where the license lets items be shipped. */
  readonly own?: { readonly text: string; readonly low: string; readonly high: string }
}

export type Instrument = {
  readonly id: MeasureId
  readonly name: string
  readonly short: string
  readonly version: string
  readonly items: readonly Item[]
  readonly scales: readonly Scale[]
  /** Where the words of the items come from: our own, or the pack of a clinic that holds a permission. */
  readonly texts: 'own' | 'pack'
  /** What was found about permission; shown beside the place where a clinic pastes its texts. */
  readonly permission: string
  /** What has to be compared with the official form before a pack is used. */
  readonly checkFirst?: string
  readonly recall: string
  readonly source: Source
}
