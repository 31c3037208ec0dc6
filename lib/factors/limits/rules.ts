/** With which limits of the clinic an evaluation was rated, and whether those of today are others. */
import { factorsWith } from '#lib/content/factors/index.ts'
import { factorRuleSetVersion } from '#lib/content/factors/version.ts'
import { type LimitId, type Limits, limitAreas } from '#lib/content/limits/index.ts'
import type { StoredEvaluation } from '#lib/factors/schema.ts'

/** Those that an input or a rule of the factors and patterns reads; the bands of a group are worked out where they are shown. */
const rating = [...limitAreas.intake, ...limitAreas.assessment, ...limitAreas.factors].filter(
  ({ id }) => !id.startsWith('group_'),
)

export const ratingLimits = (limits: Limits): Readonly<Record<string, number>> =>
  Object.fromEntries(rating.map(({ id }) => [id, limits[id as LimitId]]))

export interface LimitChange {
  readonly label: string
  readonly unit: string
  readonly from: number
  readonly to: number
}

type Kept = Readonly<Record<string, number>>

/** Empty when it is not known what they were. */
export const limitChanges = (before: Kept | undefined, after: Kept): readonly LimitChange[] =>
  rating.flatMap(({ id, label, unit }) => {
    const [from, to] = [before?.[id], after[id]]
    return from === undefined || to === undefined || from === to ? [] : [{ label, unit, from, to }]
  })

/** An evaluation that kept no limits is compared by its rules, as they read with their numbers. */
const othersInRules = ({ factors }: StoredEvaluation, limits: Limits): boolean => {
  const now = new Map(
    factorsWith(limits).map(({ id, levels }) => [id, levels.map(({ rule }) => rule).join()]),
  )
  return factors.some(({ id, levels }) => (now.get(id) ?? '') !== levels.map(({ rule }) => rule).join())
}

/** Why an evaluation is not what the same answers would give today; null when it is. */
export function staleBy(evaluation: StoredEvaluation, limits: Limits): 'rules' | 'limits' | null {
  if (evaluation.ruleSetVersion !== factorRuleSetVersion) return 'rules'
  const others = evaluation.limits
    ? limitChanges(evaluation.limits, ratingLimits(limits)).length > 0
    : othersInRules(evaluation, limits)
  return others ? 'limits' : null
}
