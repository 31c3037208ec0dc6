/** Which texts about the factors of a case can be given to the patient, and in which words (clinical/factors.md 1, 5, 6, 8.5). */
import { factors } from '#lib/content/factors/index.ts'
import { asAnswered, type FactorAnswers } from '#lib/factors/responses/rules.ts'
import type { StoredEvaluation, StoredFactor } from '#lib/factors/schema.ts'
import { adviceById, adviceIds, adviceText, explanation } from '#lib/factors/sentences/rules.ts'
import type { RuleValues } from '#lib/rules/registry.ts'

export interface GivableText {
  readonly kind: 'explanation' | 'advice'
  readonly itemId: string
  /** Null when a value that the sentence needs is not known, of an advice a number of the clinic: it cannot be given. */
  readonly text: string | null
  /** Advice on running while a flag blocks: not given. */
  readonly held: boolean
  readonly heldByBlock: boolean
  readonly position: number
}

/** Why a text without words cannot be given. */
export const notKnownWords: Readonly<Record<GivableText['kind'], string>> = {
  explanation: 'A value that this sentence needs is not known yet.',
  advice:
    'This advice names whom to call, and the clinic has not entered its emergency and out-of-hours numbers. An admin enters them first, under Admin, Clinic.',
}

/** An explanation needs a physio who stands behind the factor: confirmed, or added. */
const explainedFactors = (counted: readonly StoredFactor[], answers: FactorAnswers) =>
  counted.filter(({ id }) => ['confirmed', 'added'].includes(answers.get(id)?.kind ?? ''))

const order = new Map(factors.map((factor, index) => [factor.id, index]))

/** Everything that could be given now, explanations first, in the order of the specification. */
export function givableTexts(
  evaluation: StoredEvaluation,
  values: RuleValues,
  answers: FactorAnswers,
  clinic: { emergencyNumber: string; outOfHoursPhone: string },
  blocked: boolean,
): readonly GivableText[] {
  const counted = asAnswered(evaluation, answers).factors.filter(({ level }) => (level ?? 0) > 0)
  const explained = explainedFactors(counted, answers).map((factor) => ({
    kind: 'explanation' as const,
    itemId: factor.id,
    text: explanation(factor, values),
    held: false,
    heldByBlock: false,
    position: order.get(factor.id) ?? 0,
  }))
  const advised = adviceIds(
    counted.map(({ id }) => id),
    values,
  ).map((itemId, position) => {
    const heldByBlock = adviceById(itemId)?.heldByBlock ?? false
    return {
      kind: 'advice' as const,
      itemId,
      text: adviceText(itemId, clinic),
      held: heldByBlock && blocked,
      heldByBlock,
      position,
    }
  })
  return [...explained, ...advised]
}
