import { z } from 'zod'
import type { RuleValue } from '#lib/rules/registry.ts'

export type DischargeResult = 'met' | 'not_met' | 'not_assessed'

export type CriterionCheck = {
  readonly id: string
  readonly kind: 'must' | 'should'
  readonly text: string
  readonly rule: string
  readonly result: DischargeResult
  /** What decided, by id. */
  readonly inputs: readonly { readonly id: string; readonly value: RuleValue }[]
  /** What keeps it from being met, in words; empty when it is. */
  readonly because: readonly string[]
  /** Ids without which it cannot be decided; empty unless `not_assessed`. */
  readonly missing: readonly string[]
}

export type DischargeCheck = {
  /** `discharge_ok`: yes only when every "must" and at least two "should" are met. */
  readonly ok: 'yes' | 'no'
  readonly criteria: readonly CriterionCheck[]
}

/** What the physio says; null = not answered yet. */
export type DischargeAnswers = {
  readonly noRunningGoal: boolean | null
  readonly goalReached: boolean | null
  readonly selfManagementOk: boolean | null
}

/** The boxes beside a decision. */
export const tickWords: Readonly<Record<keyof DischargeAnswers, string>> = {
  goalReached: 'The patient says that the goal is reached',
  selfManagementOk: 'Can explain the pain rules and the cap for one run',
  noRunningGoal: 'Does not want to run',
}

const answer = z
  .enum(['', 'yes', 'no'], 'Please choose.')
  .default('')
  .transform((value) => (value === '' ? null : value === 'yes'))

export const dischargeAnswerInput = z.strictObject({
  /** Made by the page: sending twice is one answer. */
  id: z.uuid(),
  caseId: z.uuid(),
  /** The answer that this person saw, empty for none. */
  seen: z.union([z.literal(''), z.uuid()]),
  noRunningGoal: answer,
  goalReached: answer,
  selfManagementOk: answer,
})
export type DischargeAnswerInput = z.output<typeof dischargeAnswerInput>

const ruleValue = z.union([z.number(), z.string(), z.array(z.string()).readonly(), z.null()])

/** What is kept with the end of a case. The words of a criterion are those of the content, by id. */
export const storedCriteria = z.object({
  ok: z.enum(['yes', 'no']),
  ruleSetVersion: z.number(),
  criteria: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['must', 'should']),
      rule: z.string(),
      result: z.enum(['met', 'not_met', 'not_assessed']),
      inputs: z.array(z.object({ id: z.string(), value: ruleValue })).readonly(),
      missing: z.array(z.string()).readonly(),
    }),
  ),
  /** Why it was closed although the criteria were not met; empty otherwise. */
  why: z.string(),
})
export type StoredCriteria = z.output<typeof storedCriteria>
