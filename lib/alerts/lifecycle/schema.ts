import type { Finding } from '#lib/alerts/findings/schema.ts'
import type { Severity } from '#lib/alerts/schema.ts'
import type { Day } from '#lib/dates.ts'

/** An alert that is open. */
export type OpenAlert = {
  readonly id: string
  readonly alertId: string
  readonly severity: Severity
  readonly acknowledged: boolean
  /** Milliseconds; null while nobody has. */
  readonly acknowledgedAt: number | null
  readonly snoozed: boolean
  /** Since when the rule has not been true; null while it is. */
  readonly notTrueSince: Day | null
  /** The entry that opened it or made it true again last. */
  readonly sourceId: string | null
}

/** The one of its kind that was closed last. */
export type ClosedAlert = {
  readonly alertId: string
  readonly severity: Severity
  /** In the patient's days. */
  readonly closedOn: Day
  /** Milliseconds. */
  readonly closedAt: number
}

export type Moment = {
  readonly today: Day
  /**
   * `night`: everything is asked; `entry`: a new or corrected entry is; an entry never says that a rule about another entry
   * has stopped being true.
   */
  readonly when: 'night' | 'entry'
  /** The new entry; null by night, and when an entry was taken back. */
  readonly entryId: string | null
  /** Whether the new entry has a part in an alert being true; only of a finding that is. */
  readonly partOf: (alertId: string) => boolean
  /** Since when the newest cause of an alert stands that comes with no entry, milliseconds; null for any other alert. */
  readonly causeSince: (alertId: string) => number | null
  /** Whether a finding names more than its open alert does, or than what was closed of the same entry. */
  readonly adds?: (finding: Finding) => boolean
  /** Whether an alert that the new entry opened was closed since: what it told then was answered. */
  readonly answered?: (alertId: string) => boolean
}

export type AlertChange =
  | { readonly kind: 'open'; readonly finding: Finding; readonly severity: Severity }
  | {
      readonly kind: 'raise' | 'again'
      readonly id: string
      readonly finding: Finding
      readonly severity: Severity
    }
  | { readonly kind: 'not_true'; readonly id: string; readonly since: Day }
  | { readonly kind: 'true_again'; readonly id: string }
  | {
      readonly kind: 'end'
      readonly id: string
      readonly alertId: string
      readonly severity: Severity
      readonly since: Day
      /** What stands for it now, in words. */
      readonly yieldsTo?: string
    }
