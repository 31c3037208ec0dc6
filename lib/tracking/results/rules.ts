import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { resultRules } from '#lib/content/progression/results.ts'
import type { DayNumber } from '#lib/dates.ts'
import { logFlagged } from '#lib/flags/logs/rules.ts'
import { isTrue } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { isSwollenElsewhere } from '#lib/tracking/elsewhere/rules.ts'
import type { Elsewhere } from '#lib/tracking/elsewhere/schema.ts'
import type { Swelling } from '#lib/tracking/entries/schema.ts'
import { isSession } from './daily/rules.ts'
import { type Mornings, morningBreach, morningsByDay, swellingOn } from './morning/rules.ts'
import type {
  Entry,
  ExerciseEntry,
  ExerciseOutcome,
  FormAnswers,
  Logs,
  Outcome,
  RunEntry,
  RunOutcome,
  SessionResult,
  YesNo,
} from './schema.ts'

/** The result of each session (clinical/programmes.md 2). Everything here takes current entries: see daily/rules.ts. */

const rules = resultRules.map(({ result, rule }) => ({ result, rule: loadRule(rule, flagRuleIds) }))

type Facts = Pick<Outcome, 'maxPain' | 'limit' | 'breach' | 'flagged'>

/** What the rules of a result, and of an alert about a log, read. */
export const resultValues = ({ maxPain, limit, breach, flagged }: Facts): RuleValues =>
  new Map<string, RuleValue>([
    ['max_pain', maxPain],
    ['item_limit', limit],
    ['morning_breach', breach],
    ['log_flagged', flagged],
  ])

// A night reads hundreds of sessions of thousands of cases, and there are few combinations: each is worked out once.
const known = new Map<string, SessionResult>()

/** green, amber, over the limit, red or unknown. */
export function sessionResult(facts: Facts): SessionResult {
  const { maxPain, limit, breach, flagged } = facts
  const combination = `${maxPain} ${limit} ${breach} ${flagged}`
  const found = known.get(combination)
  if (found) return found
  const values = resultValues(facts)
  const result = rules.find(({ rule }) => isTrue(rule, { values }))?.result ?? 'unknown'
  known.set(combination, result)
  return result
}

/** The larger of pain during and pain within an hour after; one of them is enough, null without both. */
export const maxPain = (during: number | null, after: number | null): number | null =>
  during === null || after === null ? (during ?? after) : Math.max(during, after)

/**
 * `run_settle`, as far as it is known: what was answered, and where it was not, that a knee without any pain during the run and
 * in the hour after it did not hurt more than before.
 */
export const settleOf = (
  answered: RunEntry['settle'],
  during: number | null,
  after: number | null,
): RunEntry['settle'] => answered ?? (during === 0 && after === 0 ? 'no_increase' : null)

const isCalm = (safety: readonly string[]): boolean => safety.length === 1 && safety[0] === logSafetyNone

/** Days on which an answer of the safety question was given, in any log. */
function daysWith(answer: string, { exercises, runs, mornings, pains }: Logs): Set<DayNumber> {
  const days = new Set<DayNumber>()
  const look = (entries: readonly Entry[]) => {
    for (const { safety, day } of entries)
      if (safety !== null && safety.length > 0 && safety[0] !== logSafetyNone && safety.includes(answer))
        days.add(day)
  }
  for (const entries of [exercises, runs, mornings, pains]) look(entries)
  return days
}

/** Days without anything due: a fever on that day, or told of on that day (clinical/red-flags.md 5). */
export const unwellDays = (logs: Logs): Set<DayNumber> =>
  new Set([...daysWith('fever_unwell', logs), ...(logs.unwell ?? [])])

export const countDays = (days: Iterable<DayNumber>, from: DayNumber, to: DayNumber): number => {
  let count = 0
  for (const day of days) if (day >= from && day <= to) count += 1
  return count
}

/** What entries say together. */
type Around = {
  readonly mornings: Mornings
  /** Days with `night_pain_constant`, in whichever treatment: the question names no knee. */
  readonly nights: ReadonlySet<DayNumber>
  /** Days with a fever. */
  readonly unwell: ReadonlySet<DayNumber>
  readonly elsewhere: Elsewhere | undefined
}

export const aroundOf = (logs: Logs): Around => ({
  mornings: morningsByDay(logs.mornings),
  nights: new Set([...daysWith('night_pain_constant', logs), ...(logs.elsewhere?.nights ?? [])]),
  unwell: unwellDays(logs),
  elsewhere: logs.elsewhere,
})

/** What an entry says by itself; pain and swelling on waking when it asked them. */
type Said = Pick<Entry, 'day' | 'safety'> & {
  readonly pain?: number | null
  readonly swelling?: Swelling | null
}

/** The safety answers of an entry. A knee that is clearly swollen on a day with a fever is one with a fever, wherever that was told. */
function saidOf({ day, safety, swelling }: Said, { unwell }: Around): readonly string[] | null {
  if (swelling !== 'clear' || !unwell.has(day)) return safety
  return [...(safety ?? []).filter((one) => one !== logSafetyNone && one !== 'fever_unwell'), 'fever_unwell']
}

/** `log_flagged` of an entry among the others, by what was known on its day. */
export function flaggedOf(entry: Said, around: Around, limits: Limits): YesNo | null {
  const { day, pain = null } = entry
  const safety = saidOf(entry, around)
  const isSwollen = () => entry.swelling === 'clear' || isSwollenElsewhere(around.elsewhere, day)
  const swelling =
    safety === null || isCalm(safety) ? null : isSwollen() ? 'clear' : swellingOn(day, around.mornings)
  const nights = countDays(around.nights, day - 6, day)
  return logFlagged({ safety, morningPain: pain, swelling, nights }, limits)
}

export type Results = Around & {
  readonly exercises: readonly ExerciseOutcome[]
  readonly runs: readonly RunOutcome[]
  /** `morning_breach` of each day with a session. */
  readonly breaches: ReadonlyMap<DayNumber, YesNo | null>
}

/** The result of every session and run. `logs` are current entries in order, `forms` in any order, `limits` of the clinic. */
export function resultsOf(logs: Logs, forms: readonly FormAnswers[], limits: Limits): Results {
  const around = aroundOf(logs)
  const breaches = new Map<DayNumber, YesNo | null>()
  const breachOf = (day: DayNumber) => {
    const found = breaches.get(day)
    if (found !== undefined) return found
    const breach = morningBreach(day, around.mornings, forms)
    breaches.set(day, breach)
    return breach
  }
  const factsOf = (entry: ExerciseEntry | RunEntry) => {
    const pain = maxPain(entry.painDuring, entry.painAfter)
    const flagged = flaggedOf(entry, around, limits)
    const { id, day, at, limit } = entry
    const breach = breachOf(day)
    const result = sessionResult({ maxPain: pain, limit, breach, flagged })
    return { id, day, at, maxPain: pain, limit, breach, flagged, result }
  }
  return {
    exercises: logs.exercises
      .filter(isSession)
      .map((entry) => Object.assign(factsOf(entry), { kind: 'exercise' as const, entry })),
    runs: logs.runs.map((entry) => Object.assign(factsOf(entry), { kind: 'run' as const, entry })),
    ...around,
    breaches,
  }
}
