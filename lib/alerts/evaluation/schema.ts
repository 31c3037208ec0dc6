import type { OpenAlert } from '#lib/alerts/lifecycle/schema.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

/** A new or corrected entry, with what it says in the words of the rules. */
export type EntryFacts = {
  readonly id: string
  readonly kind: 'session' | 'run' | 'morning' | 'pain'
  /** Days since 1970: the day that it is about. */
  readonly day: number
  /** `max_pain`, `morning_pain`, `day_worst_pain`, `morning_swelling` and `log_safety`, as far as it has them. */
  readonly log: Readonly<Record<string, RuleValue>>
  /** The same of the entry that it puts right: what was told there is no news. An injury that is told otherwise now is left out. */
  readonly before?: Readonly<Record<string, RuleValue>> | null
}

/** An open alert with what it was found with. */
export type StoredAlert = OpenAlert & { readonly inputs: Readonly<Record<string, RuleValue>> }

/** What a round did. */
export type Done = { cases: number; opened: number; closed: number }
