/** The shape of the questionnaire as data (clinical/intake.md). */

export type QuestionType =
  | 'text'
  | 'long_text'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'boolean'
  | 'single'
  | 'multi'
  | 'nprs'
  | 'bodychart'

/** R required, C required when shown, O optional. */
export type Requirement = 'R' | 'C' | 'O'

export interface OptionSpec {
  readonly id: string
  /** The label that the specification quotes; the other labels are in labels.ts. */
  readonly label?: string
  /** Clears the other options of a `multi` question. */
  readonly exclusive?: true
}

export interface Limits {
  /** Bounds of a number, both included. */
  readonly min?: number
  readonly max?: number
  /** Values are multiples of it. */
  readonly step?: number
  readonly unit?: string
  /** Bounds of the length of a text, without spaces at its ends. */
  readonly minLength?: number
  readonly maxLength?: number
  /** Bounds of the number of chosen options or zones. */
  readonly minItems?: number
  readonly maxItems?: number
  /** Consent without which the form does not go on. */
  readonly mustBe?: 'yes'
  readonly format?: 'email' | 'phone'
  /** Required as soon as another question has this answer. */
  readonly requiredWhen?: { readonly id: string; readonly is: string; readonly rule: string }
  /** May not be larger than the answer of this question. */
  readonly atMost?: string
  /** A date from today to this many years ahead. */
  readonly withinYears?: number
  /** A date of birth: completed years, both included. */
  readonly age?: { readonly min: number; readonly max: number }
  /** Besides a number, "I don't know" can be chosen. */
  readonly orUnknown?: true
  /** Rules that need more than this question. */
  readonly signature?: true
  readonly affectedSide?: true
  readonly oneOfZones?: string
}

export interface QuestionSpec {
  /** Stable for ever. */
  readonly id: string
  readonly wording: string
  readonly type: QuestionType
  readonly options?: readonly OptionSpec[]
  readonly limits?: Limits
  readonly required: Requirement
  /** A rule; `always` when the question has no condition. */
  readonly showIf: string
  readonly default?: 'no'
  /** What the answer is used for, for the physiotherapist. */
  readonly why: string
}

export interface SectionSpec {
  readonly id: string
  readonly title: string
  readonly questions: readonly QuestionSpec[]
}

export interface ZoneSpec {
  readonly id: string
  readonly label: string
  readonly area: string
}

export interface DerivedSpec {
  readonly id: string
  readonly definition: string
  readonly nullWhen: string
  /** For values with options: the first rule that is true gives the option. */
  readonly cases?: readonly { readonly option: string; readonly rule: string }[]
}
