/** Which texts about the factors of a case can be given to the patient, and in which words (clinical/factors.md 1, 5, 6, 8.5). */
import { factors } from '#lib/content/factors/index.ts'
import type { FactorResponseKind } from '#lib/factors/responses/schema.ts'
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

/** What holds about a factor: the newest answer of a physio. */
export type Answers = ReadonlyMap<string, FactorResponseKind>

/** Listed for the patient's plan: rated by the rules and not dismissed, or added by a physio. */
export const countsFor = (factor: StoredFactor, answers: Answers): boolean => {
  const answer = answers.get(factor.id)
  return answer === 'added' || ((factor.level ?? 0) > 0 && answer !== 'dismissed')
}

/** An explanation needs a physio who stands behind the factor: confirmed, or added. */
const explainedFactors = (evaluation: StoredEvaluation, answers: Answers): readonly StoredFactor[] =>
  evaluation.factors.filter((factor) => {
    const answer = answers.get(factor.id)
    return answer === 'added' || (answer === 'confirmed' && (factor.level ?? 0) > 0)
  })

const order = new Map(factors.map((factor, index) => [factor.id, index]))

/** Everything that could be given now, explanations first, in the order of the specification. */
export function givableTexts(
  evaluation: StoredEvaluation,
  values: RuleValues,
  answers: Answers,
  clinic: { emergencyNumber: string; outOfHoursPhone: string },
  blocked: boolean,
): readonly GivableText[] {
  const explained = explainedFactors(evaluation, answers).map((factor) => ({
    kind: 'explanation' as const,
    itemId: factor.id,
    text: explanation(factor, values),
    held: false,
    heldByBlock: false,
    position: order.get(factor.id) ?? 0,
  }))
  const counted = evaluation.factors.filter((factor) => countsFor(factor, answers)).map((factor) => factor.id)
  const advised = adviceIds(counted, values).map((itemId, position) => {
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
