import { type Severity, severities } from '#lib/alerts/schema.ts'
import type { CaseFindings } from '#lib/assessment/record/schema.ts'
import type { Block, Urgency } from '#lib/content/flags/types.ts'
import { type Day, dayNumber } from '#lib/dates.ts'
import { painToldAgain } from '#lib/outcomes/course/rules.ts'
import {
  type OutcomeIndicators,
  outcomeIndicators,
  outcomeRuleValues,
} from '#lib/outcomes/indicators/rules.ts'
import type { OutcomeRecord } from '#lib/outcomes/record/schema.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import type { PainEntry } from '#lib/tracking/results/schema.ts'
import { indicatorsOf } from '../indicators/rules.ts'
import type { CaseInput, IndicatorInput, Indicators } from '../indicators/schema.ts'

/** A case evaluated as of a day: every indicator, and every value that a rule about a phase, a review or discharge reads. */
export type CaseEvaluation = {
  readonly input: IndicatorInput
  readonly found: Indicators
  readonly measures: OutcomeIndicators
  readonly values: RuleValues
  readonly indexSide: CaseFindings['indexSide']
}

export type SafetyValues = {
  readonly blockLevel: Block
  readonly unresolvedLevel: Urgency | 'none'
  readonly openAlertMax: Severity | 'none'
}

/** `open_alert_max` of the severities of the open alerts. */
export const gravest = (open: readonly Severity[]): Severity | 'none' =>
  severities.find((severity) => open.includes(severity)) ?? 'none'

/**
 * Daily pain before the entries that are read one by one: the worst of each day, for the start of the program, flares and the
 * days without one.
 */
function earlierPain(daily: ReadonlyMap<Day, number>, before: number): PainEntry[] {
  const entries: PainEntry[] = []
  for (const [on, score] of daily) {
    const day = dayNumber(on)
    if (day < before)
      entries.push({
        id: `day ${on}`,
        supersedes: null,
        withdrawn: false,
        safety: null,
        day,
        at: day * 86_400_000,
        score,
      })
  }
  return entries
}

export type EvaluationAsk = {
  readonly read: Pick<CaseInput, 'input' | 'answers'>
  /** First day of the entries in `read`. */
  readonly since: number
  readonly outcomes: OutcomeRecord
  readonly findings: CaseFindings
  readonly safety: SafetyValues
}

/** Pure: everything comes in. A newer source stands over an older one: answers, findings, measures, indicators. */
export function evaluateCase({ read, since, outcomes, findings, safety }: EvaluationAsk): CaseEvaluation {
  const numbers = outcomeIndicators(outcomes.input, outcomes.today)
  const input: IndicatorInput = {
    ...read.input,
    logs: {
      ...read.input.logs,
      pains: [...earlierPain(outcomes.input.pain.daily, since), ...read.input.logs.pains],
    },
    outcomes: {
      micCount: numbers.ind_mic_count,
      micRecent: numbers.ind_mic_recent,
      worseCount: numbers.ind_worse_count,
      overdueDays: numbers.ind_outcome_overdue_days,
      painAgain: painToldAgain(outcomes.input),
    },
  }
  const found = indicatorsOf(input)
  const values = new Map<string, RuleValue>([
    ...read.answers,
    ...findings.values,
    ...outcomeRuleValues(outcomes.input, outcomes.today, numbers),
    ...found.values,
    ['block_level', safety.blockLevel],
    ['unresolved_level', safety.unresolvedLevel],
    ['open_alert_max', safety.openAlertMax],
  ])
  return { input, found, measures: numbers, values, indexSide: findings.indexSide }
}
