import type { AlertLimits } from '#lib/alerts/findings/schema.ts'
import type { Limits } from '#lib/content/limits/index.ts'

/** The numbers that hold in a clinic. */
export type RuleNumbers = { readonly limits: Limits; readonly alertLimits: AlertLimits }

/** Every rule of the product, to be read and tried by a clinician; plain JSON. */
export type RuleText = {
  /** "Level 2, present", "In the form", "+2". */
  label: string
  text: string
  /** As it reads with the numbers of the product, where the clinic has set others. */
  byDefault?: string
}

export type RuleEntry = {
  id: string
  title: string
  /** What it says when it is true. */
  says: string
  /** As it reads with the numbers of the product, where the clinic has set others. */
  saysByDefault?: string
  /** None where it is worked out in code: it is read, and not tried. */
  rules: readonly RuleText[]
  /** How sure it is, in words. */
  evidence: string
  /** With `[n]` of the references, `[EO]` or `[GK]`. */
  source: string
}

/** One kind of rules. A new kind is one line in rules.ts. */
export type RuleSource = {
  id: string
  title: string
  note: string
  version: number
  entries: readonly RuleEntry[]
}

/** What a rule of progression leads to. */
export const adviceWords = { stop: 'Stop', regress: 'Less', hold: 'Hold', progress: 'More' } as const
