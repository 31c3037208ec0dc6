import type { Severity } from '#lib/alerts/schema.ts'
import type { Truth } from '#lib/rules/evaluate.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'

/** Numbers of the rules by their id: those of the case, else of the clinic, else the defaults. */
export type AlertLimits = Readonly<Record<string, number>>

/** What one alert says about a case at one moment. */
export type Finding = {
  readonly alertId: string
  /** T: a rule is true; F: all are false; N: not assessed, which opens nothing and is never "no". */
  readonly truth: Truth
  /** The gravest whose rule is true; null unless T. */
  readonly severity: Severity | null
  /** The rule as it reads with the limits; empty unless T. */
  readonly rule: string
  /** What made it true. */
  readonly inputs: Readonly<Record<string, RuleValue>>
  /** What stands for it, in words: it is not to be seen now, whatever its own rule says. */
  readonly yieldsTo?: string
}

/** What rules about a log or a run are asked of: one new entry, or by night the entries of the last 7 days together. */
export type Occasion = {
  /** `max_pain`, `morning_pain`, `day_worst_pain`, `morning_swelling`, `log_flagged`; null without an entry. */
  readonly log: RuleValues | null
  /** The values of each run, see `valuesOfRun`. */
  readonly runs: readonly RuleValues[]
}
