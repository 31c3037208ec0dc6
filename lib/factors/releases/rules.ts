/** Which texts about the factors of a case can be given to the patient, and in which words (clinical/factors.md 1, 5, 6, 8.5). */
import { dischargeAdvice } from '#lib/content/discharge/criteria.ts'
import { factorById, factors } from '#lib/content/factors/index.ts'
import { asAnswered, type FactorAnswers, isDismissed } from '#lib/factors/responses/rules.ts'
import type { StoredEvaluation, StoredFactor } from '#lib/factors/schema.ts'
import {
  adviceById,
  adviceIds,
  advicePosition,
  explanation,
  withNumbers,
} from '#lib/factors/sentences/rules.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { stampOf } from '#lib/stamp.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'

export interface GivableText {
  readonly kind: 'explanation' | 'advice'
  readonly itemId: string
  /**
   * As it is kept, with whom to call still open. Null when a value that the sentence needs is not known, of an advice a number of
   * the clinic: it cannot be given.
   */
  readonly text: string | null
  /** As the patient reads it now, with whom to call. */
  readonly words: string | null
  /** Names these words. It comes back with what gives them, so that she is given what the physio has read and nothing else. */
  readonly seen: string
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

/** Said at the field when a text reads differently since the page was opened. */
export const otherWords =
  'What you chose reads differently since you opened this page. Nothing was given. Read what is marked as new, then press again.'

type Clinic = { readonly emergencyNumber: string; readonly outOfHoursPhone: string }

/** A text as it is kept, as it is read, and what names its words. */
export function worded(itemId: string, sentence: string | null, clinic: Clinic) {
  const words = sentence && withNumbers(sentence, clinic)
  return { itemId, text: words && sentence, words, seen: `${itemId} ${stampOf(words, 16)}` }
}

const countedFactors = (evaluation: StoredEvaluation, answers: FactorAnswers) =>
  asAnswered(evaluation, answers).factors.filter(({ level }) => (level ?? 0) > 0)

/** An explanation needs a physio who stands behind the factor: confirmed, or added. */
const explainedFactors = (counted: readonly StoredFactor[], answers: FactorAnswers) =>
  counted.filter(({ id }) => ['confirmed', 'added'].includes(answers.get(id)?.kind ?? ''))

const order = new Map(factors.map((factor, index) => [factor.id, index]))

/** Everything that could be given now, explanations first, in the order of the specification. `unit`: of the patient's distances. */
export function givableTexts(
  evaluation: StoredEvaluation,
  values: RuleValues,
  answers: FactorAnswers,
  clinic: Clinic,
  { blocked, unit }: { readonly blocked: boolean; readonly unit: DistanceUnit },
): readonly GivableText[] {
  const counted = countedFactors(evaluation, answers)
  const explained = explainedFactors(counted, answers).map((factor) => ({
    kind: 'explanation' as const,
    ...worded(factor.id, explanation(factor, values, unit), clinic),
    held: false,
    heldByBlock: false,
    position: order.get(factor.id) ?? 0,
  }))
  const advised = adviceIds(
    counted.map(({ id }) => id),
    values,
  ).map((itemId, position) => {
    const spec = adviceById(itemId)
    const heldByBlock = spec?.heldByBlock ?? false
    return {
      kind: 'advice' as const,
      ...worded(itemId, spec?.text ?? null, clinic),
      held: heldByBlock && blocked,
      heldByBlock,
      position,
    }
  })
  return [...explained, ...advised]
}

export type EndText = GivableText & { readonly text: string; readonly words: string }

/**
 * The advice for the time after a discharge. Advice on running is left out while a flag blocks, and what names a number that the
 * clinic has not filled in.
 */
export const endTexts = (clinic: Clinic, blocked: boolean): EndText[] =>
  dischargeAdvice.flatMap((itemId) => {
    const spec = adviceById(itemId)
    const { text, words, seen } = worded(itemId, spec?.text ?? null, clinic)
    if (!spec || !text || !words || (spec.heldByBlock && blocked)) return []
    const { heldByBlock } = spec
    const of = { kind: 'advice' as const, itemId, held: false, heldByBlock, position: advicePosition(itemId) }
    return [{ ...of, text, words, seen }]
  })

type Given = Pick<GivableText, 'kind' | 'itemId'> & { readonly text: string | null }

function explanationLapse(factor: StoredFactor | undefined, answers: FactorAnswers): string {
  if (factor && isDismissed(factor, answers.get(factor.id))) return 'Its factor was dismissed since.'
  if (factor?.level === 0) return 'The rules do not find its factor any more.'
  return factor?.level ? 'Its factor is not confirmed as it is now.' : 'Its factor cannot be rated any more.'
}

/**
 * Why a text that the patient has is not what she would be given now, for the team; null while it is. `texts`: what could be given
 * now. The advice for the time after a discharge rests on no factor.
 */
export function lapseOf(
  { kind, itemId, text }: Given,
  texts: readonly GivableText[],
  evaluation: StoredEvaluation,
  answers: FactorAnswers,
): string | null {
  const now = texts.find((one) => one.kind === kind && one.itemId === itemId)
  if (now)
    return now.text === null || now.text === text
      ? null
      : 'It reads differently now. Give it again to replace it.'
  if (kind === 'explanation')
    return explanationLapse(
      evaluation.factors.find(({ id }) => id === itemId),
      answers,
    )
  return (dischargeAdvice as readonly string[]).includes(itemId)
    ? null
    : 'No factor of this case asks for it any more.'
}

/** Of what the patient has, what nothing asks for without this factor: its explanation, and advice of no other factor. */
export function restingOn<T extends Pick<GivableText, 'itemId'>>(
  factorId: string,
  given: readonly T[],
  {
    evaluation,
    values,
    answers,
  }: { evaluation: StoredEvaluation; values: RuleValues; answers: FactorAnswers },
): T[] {
  const others = countedFactors(evaluation, answers).filter(({ id }) => id !== factorId)
  const asked = adviceIds(
    others.map(({ id }) => id),
    values,
  )
  const own = factorById(factorId)?.advice ?? []
  return given.filter(
    ({ itemId }) => itemId === factorId || (own.includes(itemId) && !asked.includes(itemId)),
  )
}
