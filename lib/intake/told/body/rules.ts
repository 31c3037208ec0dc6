import { questionById } from '#lib/content/intake/questionnaire.ts'
import type { Answers, AnswerValue } from '#lib/intake/answers/schema.ts'

/** An answer to a question of a form; of several one for each. */
export type BodyAnswer = { readonly id: string; readonly option: string }

const yes = (...ids: readonly string[]): BodyAnswer[] => ids.map((id) => ({ id, option: 'yes' }))
const oneOf = (id: string, ...options: readonly string[]): BodyAnswer[] =>
  options.map((option) => ({ id, option }))

/**
 * What a form says of the body and of no knee, as far as it makes a log graver (clinical/red-flags.md 3.2, and 3 with a new
 * injury): it counts in each treatment. An implant and a procedure name no knee either. `body_answers` has the same list.
 */
export const bodyAnswers: readonly BodyAnswer[] = [
  ...yes('rf_joint_procedure_6w', 'rf_knee_implant', 'rf_immunosuppressed', 'rf_prev_stress_fracture'),
  ...yes('energy_low', 'steroid_long'),
  ...oneOf('periods_status', 'missed_3plus'),
  ...oneOf('medications', 'immune_medicine', 'steroid_tablets', 'bone_medicine', 'blood_thinner'),
  ...oneOf('medical_conditions', 'osteoporosis', 'clotting_disorder'),
]

function withAnswer(known: AnswerValue, { id, option }: BodyAnswer): AnswerValue {
  const question = questionById.get(id)
  if (question?.type !== 'multi') return option
  const exclusive = question.options?.filter((one) => one.exclusive).map((one) => one.id) ?? []
  const others = Array.isArray(known) ? known.filter((one) => !exclusive.includes(one)) : []
  return [...new Set([...others, option])]
}

/** The answers of a case, graver by what stands in other forms of the same patient: of two answers the more alarming counts. */
export function withElsewhere(answers: Answers, elsewhere: readonly BodyAnswer[]): Answers {
  const graver: Record<string, AnswerValue> = { ...answers }
  for (const one of elsewhere) graver[one.id] = withAnswer(graver[one.id] ?? null, one)
  return graver
}
