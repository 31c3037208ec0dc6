/**
 * What the answers of physios make of the factors that the rules rated.
 *
 *   const answered = asAnswered(evaluation, newestAnswers(responses))   // for the plan and for what a patient can be given
 */
import { evidenceWeights } from '#lib/content/factors/groups.ts'
import type { Level } from '#lib/content/factors/types.ts'
import { statusOf } from '#lib/factors/evaluation/rules.ts'
import type { StoredEvaluation, StoredFactor } from '#lib/factors/schema.ts'
import type { FactorResponseKind } from './schema.ts'

/** `level`: at which it was given; of a dismissal that the rules have outlived, 0. */
export type FactorAnswer = { readonly kind: FactorResponseKind; readonly level: number; readonly by: string }
export type FactorAnswers = ReadonlyMap<string, FactorAnswer>

type ResponseRow = {
  readonly id: string
  readonly factorId: string
  readonly kind: FactorResponseKind
  readonly level: number
  readonly by: { readonly name: string }
}

/** Of each factor the newest answer, which holds. `rows` from the oldest to the newest; `outlived`: ids of dismissals. */
export const newestAnswers = (rows: readonly ResponseRow[], outlived: ReadonlySet<string>): FactorAnswers =>
  new Map(
    rows.map(({ id, factorId, kind, level, by }) => [
      factorId,
      { kind, level: outlived.has(id) ? 0 : level, by: by.name },
    ]),
  )

/** A dismissal holds up to the level that the rules gave then: whoever gave it has not seen what is worse. */
export const isDismissed = (
  { level }: { readonly level: number | null },
  answer: Pick<FactorAnswer, 'kind' | 'level'> | undefined,
): boolean => answer?.kind === 'dismissed' && (level ?? 0) <= answer.level

const rated = (factor: StoredFactor, level: Level): StoredFactor => ({
  ...factor,
  level,
  status: statusOf(level),
  points: level * evidenceWeights[factor.evidence],
})

/** The level at which a factor counts that the rules rated so. */
export function countedLevel(level: number | null, answer: FactorAnswer | undefined): number | null {
  if (isDismissed({ level }, answer)) return 0
  return answer?.kind === 'added' ? Math.max(level ?? 0, answer.level) : level
}

function answered(factor: StoredFactor, answer: FactorAnswer | undefined): StoredFactor {
  const level = countedLevel(factor.level, answer)
  return level === factor.level ? factor : rated(factor, level as Level)
}

/** The factors as they count: one that was dismissed is absent, one that was added has at least the level of who added it. */
export const asAnswered = (evaluation: StoredEvaluation, answers: FactorAnswers): StoredEvaluation => ({
  ...evaluation,
  factors: evaluation.factors.map((factor) => answered(factor, answers.get(factor.id))),
})
