/** The discharge criteria of a case (clinical/review.md 5). Pure; not assessed is not met. */
import { dischargeCriteria, shouldNeeded } from '#lib/content/discharge/criteria.ts'
import { clinicalIds } from '#lib/content/ids.ts'
import { keptWords } from '#lib/rulebook/words/rules.ts'
import { decidingInputs, missingIds } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { explainSides, type IndexSide } from '#lib/rules/sides.ts'
import {
  type CriterionCheck,
  type DischargeAnswers,
  type DischargeCheck,
  type StoredCriteria,
  storedCriteria,
} from './schema.ts'

const loaded = dischargeCriteria.map((one) => ({ ...one, parsed: loadRule(one.rule, clinicalIds) }))
const words = { T: 'met', F: 'not_met', N: 'not_assessed' } as const

/** `values`: answers, findings (two-sided ones under their side), indicators, outcome measures, flags, alerts. */
export function checkDischarge(values: RuleValues, index: IndexSide | null): DischargeCheck {
  const criteria = loaded.map(({ parsed, id, kind, text, rule }): CriterionCheck => {
    const { result, trace } = explainSides(parsed, { values, registry: clinicalIds }, 'permission', index)
    return {
      id,
      kind,
      text,
      rule,
      result: words[result],
      inputs: decidingInputs(trace)
        .filter(({ state }) => state !== 'missing')
        .map(({ id: input, value }) => ({ id: input, value })),
      because: keptWords(trace),
      missing: missingIds(trace),
    }
  })
  const met = (kind: CriterionCheck['kind']) =>
    criteria.filter((one) => one.kind === kind && one.result === 'met').length
  const musts = criteria.filter(({ kind }) => kind === 'must').length
  return { ok: met('must') === musts && met('should') >= shouldNeeded ? 'yes' : 'no', criteria }
}

const questions = ['noRunningGoal', 'goalReached', 'selfManagementOk'] as const

/** A criterion as it was kept, with its words. */
export type KeptCriterion = StoredCriteria['criteria'][number] & { readonly text: string }
export type KeptCriteria = Omit<StoredCriteria, 'criteria'> & { readonly criteria: readonly KeptCriterion[] }

/** What the criteria said at an end; null for an end of which nothing was kept. */
export function readKept(stored: unknown): KeptCriteria | null {
  const { data } = storedCriteria.safeParse(stored)
  const text = (id: string) => dischargeCriteria.find((one) => one.id === id)?.text ?? id
  return data ? { ...data, criteria: data.criteria.map((one) => ({ ...one, text: text(one.id) })) } : null
}

/** Ticks beside other work; one that was never set says nothing. */
export type Ticks = Readonly<Record<keyof DischargeAnswers, boolean>>

/** Answers as ticks are drawn. */
export const ticksOf = (answers: DischargeAnswers): Ticks => ({
  noRunningGoal: answers.noRunningGoal === true,
  goalReached: answers.goalReached === true,
  selfManagementOk: answers.selfManagementOk === true,
})

/**
 * The newest answers with the ticks that somebody changed on a page drawn from older ones. What was not touched belongs to
 * whoever answered last; `clash`: what was answered otherwise meanwhile.
 */
export function withTicks(
  drawn: DischargeAnswers,
  ticks: Ticks,
  newest: DischargeAnswers,
): { answers: DischargeAnswers; changed: boolean; clash: readonly (keyof DischargeAnswers)[] } {
  const [were, are] = [ticksOf(drawn), ticksOf(newest)]
  const open = questions.filter((one) => ticks[one] !== were[one] && ticks[one] !== are[one])
  const said = Object.fromEntries(open.map((one) => [one, ticks[one]]))
  return {
    answers: { ...newest, ...said },
    changed: open.length > 0,
    clash: open.filter((one) => newest[one] !== drawn[one]),
  }
}

const option = (value: boolean | null): RuleValue => (value === null ? null : value ? 'yes' : 'no')

export const answerValues = (answers: DischargeAnswers): [string, RuleValue][] => [
  ['no_running_goal', option(answers.noRunningGoal)],
  ['goal_reached', option(answers.goalReached)],
  ['self_management_ok', option(answers.selfManagementOk)],
]

/** Endings that say that the goals are reached, wholly or in part: against the criteria they need a reason. */
export const claimsGoals = (reason: string): boolean =>
  reason === 'goals_reached' || reason === 'self_managing'
