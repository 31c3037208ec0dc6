import { triggersWith } from '#lib/content/flags/index.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { perLimits } from '#lib/limits/values/rules.ts'
import { isTrue } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

/** What a log says by itself and what the entries up to it say together, as far as the rules of a log read it. */
export type LogSaid = {
  /** `log_safety`; null when it was not asked. */
  readonly safety: readonly string[] | null
  /** `morning_pain` of the log itself. */
  readonly morningPain: number | null
  /** `morning_swelling`: the newest up to the log. */
  readonly swelling: string | null
  /** `ind_night_pain_days_7d` on the day of the log. */
  readonly nights: number
}

// A night reads hundreds of logs of thousands of cases, and there are few combinations: each is worked out once.
const logRules = perLimits((limits) => ({
  known: new Map<string, boolean>(),
  rules: triggersWith(limits)
    .filter(({ source }) => source === 'log')
    .map(({ rule }) => loadRule(rule, flagRuleIds)),
}))

function makesRuleTrue({ safety, morningPain, swelling, nights }: LogSaid, limits: Limits): boolean {
  const { known, rules } = logRules(limits)
  const combination = `${safety} ${morningPain} ${swelling} ${nights}`
  const found = known.get(combination)
  if (found !== undefined) return found
  const values = new Map<string, RuleValue>([
    ['log_safety', safety],
    ['morning_pain', morningPain],
    ['morning_swelling', swelling],
    ['ind_night_pain_days_7d', nights],
  ])
  const result = rules.some((rule) => isTrue(rule, { values }))
  known.set(combination, result)
  return result
}

/**
 * `log_flagged` (clinical/red-flags.md 5), wherever it is read: yes when a rule of a log is true, whatever this log answered, or
 * when it holds a new injury; no when the question was answered otherwise; null when nobody asked. The answers of a form only
 * raise the level of what fires anyway.
 */
export function logFlagged(log: LogSaid, limits: Limits): 'yes' | 'no' | null {
  const safety = log.safety !== null && log.safety.length > 0 ? log.safety : null
  if (makesRuleTrue({ ...log, safety }, limits)) return 'yes'
  if (safety === null) return null
  return safety.includes('new_injury') ? 'yes' : 'no'
}
