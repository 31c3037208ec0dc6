import type { Section } from '#lib/content/intake/questionnaire.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import type { Day } from '#lib/dates.ts'
import { evaluateFlags, raised } from '#lib/flags/evaluation/rules.ts'
import type { ClinicNumbers, PatientMessages } from '#lib/flags/messages/rules.ts'
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

/** The same words, the same mark: what somebody has read and gone on from is not put before them again. */
export const markOf = (messages: PatientMessages): string => stampOf(messages, 16)

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
