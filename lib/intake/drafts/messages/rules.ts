import type { Section } from '#lib/content/intake/questionnaire.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import type { Day } from '#lib/dates.ts'
import { evaluateFlags, raised } from '#lib/flags/evaluation/rules.ts'
import { type ClinicNumbers, flagOf, isAlarming, type PatientMessages } from '#lib/flags/messages/rules.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { stampOf } from '#lib/stamp.ts'
import { safetySectionId } from '../again/rules.ts'
import { slugOf } from '../rules.ts'

export const numbersOf = (clinic: {
  phone: string
  emergencyNumber: string
  outOfHoursPhone: string
}): ClinicNumbers => ({
  clinicPhone: clinic.phone,
  emergencyNumber: clinic.emergencyNumber,
  outOfHoursPhone: clinic.outOfHoursPhone,
})

/** What is to be read in a form. `mark`: another one as soon as there is something else to read. */
export type FormMessages = PatientMessages & { readonly mark: string }

/** A flag behind the words, and when it was raised. */
export type BehindWords = { readonly flagId: string; readonly raisedAt: string }

/**
 * What somebody has read and gone on from is not put before her again. Another danger is, though its level has the same words: of a
 * chest pain and a dead leg each is its own reason to call.
 */
export function markedMessages(messages: PatientMessages, flags: readonly BehindWords[]): FormMessages {
  const alarming = flags
    .filter(({ flagId }) => isAlarming(flagOf(flagId).urgency))
    .map(({ flagId, raisedAt }) => `${flagId} ${new Date(raisedAt).toISOString()}`)
  return { ...messages, mark: stampOf([messages, alarming.toSorted()], 16) }
}

/**
 * The address of the part with the answer that the words of a level are about, for who made a slip there: the safety questions
 * before others, and where no answer says so any more.
 */
export function placeToCorrect(
  answers: Answers,
  parts: readonly Section[],
  level: PatientMessages['level'],
  { today, limits }: { today: Day; limits: Limits },
): string {
  const results = raised(evaluateFlags(intakeValues(answers, { today, limits }), 'intake', limits))
  const fired = results.filter(({ flag }) => flag.urgency === level).flatMap((result) => result.fired)
  const ids = new Set(fired.map(({ id }) => id))
  const holding = parts.filter(({ questions }) => questions.some(({ id }) => ids.has(id)))
  const found = holding.find(({ id }) => id === safetySectionId) ?? holding[0]
  return slugOf(found?.id ?? safetySectionId)
}
