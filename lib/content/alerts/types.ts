import type { Severity } from '#lib/alerts/schema.ts'

export type AlertLevel = {
  readonly severity: Severity
  /** In the rule language; `$name` stands for a limit. */
  readonly rule: string
}

/**
 * What a rule is about. `log`: answers of one entry; `run`: one run; `case`: the whole case. Rules about a log or a run are
 * asked of a new or corrected entry, and each night of the entries of the last 7 days.
 */
export type AlertAbout = 'log' | 'run' | 'case'

export type AlertSpec = {
  readonly id: string
  readonly title: string
  readonly about: AlertAbout
  /** Gravest first. */
  readonly levels: readonly AlertLevel[]
  readonly condition: string
  readonly why: string
  readonly action: string
  /** With `[n]` of the references. */
  readonly source: string
  /** While its rule is true a graver one says what there is to say: this alert neither opens nor stands. */
  readonly yields?: { readonly rule: string; readonly to: string }
  /** Opened again by a new entry that makes the rule true, also within 7 days of closing. */
  readonly always: boolean
}
