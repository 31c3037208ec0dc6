/** What the physical assessment is made of (clinical/assessment.md). `source`: `[n]` of sources.md, `[EO]` or `[GK]`. */

import type { LimitId } from '#lib/content/limits/index.ts'

export type Option = { readonly value: string; readonly label: string }

/** One page of the form, in the order of examination (clinical/assessment.md 1.7). */
export const assessmentSections = [
  'observation',
  'palpation',
  'ligaments',
  'kneecap',
  'hip_nerves',
  'function',
  'strength',
  'flexibility',
  'gait',
] as const
export type SectionId = (typeof assessmentSections)[number]

export type NumberInput = {
  readonly kind: 'number'
  readonly unit: string
  /** Outside these a value is refused. */
  readonly min: number
  readonly max: number
  /** Outside these a value is asked about [EO]. */
  readonly usual: readonly [number, number]
  readonly decimals: 0 | 1 | 2
  /** Up to three trials are kept; strength and counts take the best, angles the mean (clinical/assessment.md 1.3). */
  readonly trials: 1 | 3
  readonly take: 'best' | 'mean'
}

/** Peak force in newton, up to three trials a side, on one lever arm; read as torque by body weight, N·m/kg. */
export type ForceInput = {
  readonly kind: 'force'
  readonly unit: 'N·m/kg'
  readonly min: number
  readonly max: number
}

export type AssessmentInput =
  | NumberInput
  | ForceInput
  /** The result set of clinical/assessment.md 1.2. */
  | { readonly kind: 'result' }
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  /** `none` is exclusive. */
  | { readonly kind: 'list'; readonly options: readonly Option[] }

/** What is worked out from both sides while one types. */
export type Symmetry =
  /** Limb symmetry index, 100 × symptomatic side / other side; without an id it is shown and no rule reads it. */
  | { readonly kind: 'lsi'; readonly id: string | null }
  /** Other side − index side. */
  | { readonly kind: 'behind'; readonly id: string; readonly limit: number | LimitId }
  /** Larger − smaller; without an id it is shown and not stored. */
  | {
      readonly kind: 'apart'
      readonly id: string | null
      readonly limit: number | LimitId
      readonly atLeast?: true
    }

export type AssessmentItem = {
  readonly id: string
  readonly section: SectionId
  /** A heading inside the section. */
  readonly group: string
  readonly label: string
  readonly how: string
  readonly sided: boolean
  /** Was recorded once, for the side on which it is worse, without saying which. */
  readonly wasUnsided?: true
  readonly input: AssessmentInput
  /** When the finding counts; for a test "positive when". */
  readonly positive?: string
  /** What is usual, with its numbers; `{id}` is a limit that a clinic may set, with its unit. */
  readonly reference?: string
  /** Beyond this limit, which a clinic may set, the value of one side is a finding of its own, as it is for the factor. */
  readonly line?: { readonly limit: LimitId; readonly beyond: 'above' | 'below' | 'up_to' }
  readonly source: string
  /** Sensitivity, specificity and the like. They support, they never decide. */
  readonly accuracy?: string
  /** The pain beside the test is always asked; otherwise when the test was not normal, or when somebody wants to. */
  readonly pain?: 'always'
  /** Left out when the examination has to stop (clinical/assessment.md 1.6). */
  readonly provocative?: true
  /** A hop test: the block `impact` stops it (clinical/red-flags.md 2). */
  readonly hop?: true
  readonly positions?: readonly Option[]
  readonly symmetry?: Symmetry
  /** A change up to this is measurement error: in the unit of the item, of a force in N·m. */
  readonly error?: { readonly amount: number; readonly source: string }
}

export const sides = ['left', 'right'] as const
export type Side = (typeof sides)[number]
