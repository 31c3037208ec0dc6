import type { Answers } from '#lib/intake/answers/schema.ts'
import { checkSection } from '#lib/intake/forms/rules.ts'
import { questionsOf } from '#lib/intake/review-form/schema.ts'

/** The safety questions as they are posted: every one answered with "no", "none" or what is normal. */
export const calmSafety = (): Record<string, string | string[]> => ({
  ...Object.fromEntries(
    questionsOf('safety').questions.map((question) => {
      if (question.type === 'boolean') return [question.id, 'no']
      if (question.type === 'multi') return [question.id, ['none']]
      return [question.id, question.options[0]?.id ?? '']
    }),
  ),
  rf_bend_90: 'yes',
  rf_trauma_days: '',
})

/** The whole form before a review likewise. */
export const calmReview = (): Record<string, string | string[]> => ({
  ...calmSafety(),
  nprs_now: '2',
  nprs_worst_7d: '4',
  nprs_average_7d: '3',
  settle_time: 'no_increase',
  morning_stiffness: 'none',
  swelling_now: 'none',
  giving_way: 'never',
  patella_instability: 'never',
  km_week_now: '12',
  runs_week_now: '3',
  hard_week_now: '0',
  km_longest_now: '',
  energy_low: 'no',
  diet_restrict: 'no',
  periods_status: 'regular',
  medical_conditions: ['none'],
  medications: ['none'],
  psfs_1_score: '6',
})

/** The same as it is stored. */
export const calmReviewAnswers = (today: string): Answers =>
  checkSection(questionsOf('whole'), calmReview(), {}, { today }).answers
