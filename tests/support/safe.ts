import { sectionById } from '#lib/content/intake/questionnaire.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'

const answerTo = (type: string, options: readonly string[]): AnswerValue =>
  type === 'boolean' ? 'no' : type === 'multi' ? ['none'] : (options[0] ?? 0)

/** All safety questions, answered by somebody to whom nothing dangerous happens. */
export const safe = (): Record<string, AnswerValue> => ({
  ...Object.fromEntries(
    (sectionById.get('sec_safety')?.questions ?? []).map(({ id, type, options }) => [
      id,
      answerTo(
        type,
        (options ?? []).map((option) => option.id),
      ),
    ]),
  ),
  rf_bend_90: 'yes',
  rf_weight_bearing_now: 'normal',
  rf_night_pain: 'no_night_pain',
})
