/** What a re-evaluation says is different from the one before. */
import { type LimitChange, limitChanges } from '#lib/factors/limits/rules.ts'
import type { StoredEvaluation, StoredInputs } from '#lib/factors/schema.ts'

export interface InputChange {
  readonly id: string
  readonly from: unknown
  readonly to: unknown
}

export interface LevelChange {
  readonly id: string
  /** Null: not assessed. */
  readonly from: number | null
  readonly to: number | null
  /** The inputs of this factor that are not what they were. */
  readonly inputs: readonly InputChange[]
}

export interface EvaluationChange {
  readonly factors: readonly LevelChange[]
  readonly patterns: readonly { readonly id: string; readonly from: string; readonly to: string }[]
  /** Other rules than before, so that the same answers may give another level. */
  readonly rules: { readonly from: number; readonly to: number } | null
  /** Limits of the clinic that are not what they were. */
  readonly limits: readonly LimitChange[]
}

/** With the keys of objects in one order, since a database gives them back in its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

/** Inputs by id that differ, in the order of their ids. */
export function inputChanges(before: StoredInputs, after: StoredInputs): InputChange[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted()
  return ids.flatMap((id) => {
    const from = before[id]?.value ?? null
    const to = after[id]?.value ?? null
    return same(from, to) ? [] : [{ id, from, to }]
  })
}

export function changesBetween(before: StoredEvaluation, after: StoredEvaluation): EvaluationChange {
  const factors = after.factors.flatMap((factor): LevelChange[] => {
    const old = before.factors.find((one) => one.id === factor.id)
    if (old && old.level === factor.level) return []
    const was = new Map(old?.basis.map(({ id, value }) => [id, value] as const))
    const inputs = factor.basis.flatMap(({ id, value }) =>
      same(was.get(id) ?? null, value) ? [] : [{ id, from: was.get(id) ?? null, to: value }],
    )
    return [{ id: factor.id, from: old?.level ?? null, to: factor.level, inputs }]
  })
  const patterns = after.patterns.flatMap(({ id, status }) => {
    const from = before.patterns.find((one) => one.id === id)?.status ?? 'not_listed'
    return from === status ? [] : [{ id, from, to: status }]
  })
  const rules =
    before.ruleSetVersion === after.ruleSetVersion
      ? null
      : { from: before.ruleSetVersion, to: after.ruleSetVersion }
  return { factors, patterns, rules, limits: limitChanges(before.limits, after.limits ?? {}) }
}

/** Whether a new evaluation has anything to add to the one before; otherwise it is not stored. */
export const isNews = (
  before: { evaluation: StoredEvaluation; inputs: StoredInputs } | null,
  after: { evaluation: StoredEvaluation; inputs: StoredInputs },
): boolean =>
  before === null ||
  before.evaluation.ruleSetVersion !== after.evaluation.ruleSetVersion ||
  inputChanges(before.inputs, after.inputs).length > 0 ||
  limitChanges(before.evaluation.limits, after.evaluation.limits ?? {}).length > 0 ||
  !same(before.evaluation.factors, after.evaluation.factors) ||
  !same(before.evaluation.patterns, after.evaluation.patterns)
