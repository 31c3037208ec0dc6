/** The shape of the red flags as data (clinical/red-flags.md). */

/** Most urgent first. */
export const urgencies = ['emergency', 'same_day', 'urgent_referral', 'routine_referral', 'monitor'] as const
export type Urgency = (typeof urgencies)[number]

/** Strongest first. `programme` stops the whole program, `impact` running, jumping and drills. */
export const blocks = ['programme', 'impact', 'none'] as const
export type Block = (typeof blocks)[number]

/** Calendar days or working days of the clinic. */
export type TargetTime = { readonly days: number } | { readonly workingDays: number }

export interface FlagTargetSpec {
  readonly default: TargetTime
  /** A shorter time while a rule is true. */
  readonly when?: { readonly rule: string; readonly time: TargetTime }
}

export interface FlagSpec {
  readonly id: string
  readonly trigger: string
  readonly urgency: Urgency
  /** The block of this flag; the default of its level is filled in. */
  readonly block: Block
  /** Null: the default of the level. */
  readonly target: FlagTargetSpec | null
  readonly supersededBy: readonly string[]
  /** What the physiotherapist reads. Never shown to a patient. */
  readonly physioText: string
  readonly reference: string
}

export type TriggerSource = 'assessment' | 'log'

export interface AdditionalTrigger {
  readonly flagId: string
  readonly source: TriggerSource
  readonly rule: string
  readonly note: string
}

export interface FlagLine {
  readonly text: string
  readonly flagIds: readonly string[]
}
