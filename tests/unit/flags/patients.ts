/** Answers of made-up patients for the tests of the flags. */

import { questionnaire } from '#lib/content/intake/questionnaire.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { intakeValues, visibleQuestions } from '#lib/intake/answers/rules.ts'
import type { Answers, AnswerValue } from '#lib/intake/answers/schema.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'

export const today = '2026-11-23'

/** A date of birth that makes somebody this old today. */
export const bornFor = (age: number): string => `${2026 - age}-06-15`

/** "All others negative/normal" of clinical/red-flags.md 6. */
const calm: Record<string, AnswerValue> = {
  date_of_birth: bornFor(35),
  sex_at_birth: 'male',
  affected_side: 'right',
  rf_bend_90: 'yes',
  rf_weight_bearing_initial: 'yes',
  rf_weight_bearing_now: 'normal',
  rf_swelling_onset: 'no_swelling',
  rf_night_pain: 'no_night_pain',
  morning_stiffness: 'none',
  swelling_now: 'none',
  giving_way: 'never',
  locking: 'never',
  patella_instability: 'never',
  giving_way_with_pain: 'no',
  course: 'improving',
  mood_2w: 'not_at_all',
  periods_status: 'regular',
  runner_type: 'recreational',
  symptom_weeks: 3,
  pain_zones: ['zone_peripatellar:right'],
  pain_zone_main: 'zone_peripatellar:right',
}

function fillIn(id: string, type: string, options: readonly string[]): AnswerValue {
  if (Object.hasOwn(calm, id)) return calm[id] ?? null
  if (type === 'boolean') return 'no'
  if (type === 'multi') return [options.includes('none') ? 'none' : (options[0] ?? '')]
  if (type === 'single') return options[0] ?? null
  if (type === 'date') return today
  return type === 'text' || type === 'long_text' ? 'x' : 0
}

/** Every question answered, shown or not; `changes` on top, null for "not answered". */
export function patient(changes: Record<string, AnswerValue> = {}): Answers {
  const all = questionnaire.sections.flatMap((section) => section.questions)
  const answers = all.map(
    (question) =>
      [
        question.id,
        fillIn(
          question.id,
          question.type,
          question.options.map((o) => o.id),
        ),
      ] as const,
  )
  return { ...Object.fromEntries(answers), ...changes }
}

export const valuesOf = (changes: Record<string, AnswerValue> = {}): RuleValues =>
  intakeValues(patient(changes), { limits: defaultLimits, today })

export const withValues = (values: RuleValues, more: Record<string, RuleValue>): RuleValues =>
  new Map<string, RuleValue>([...values, ...Object.entries(more)])

/** The ids of the shown questions without an answer. */
export function unanswered(answers: Answers): string[] {
  return questionnaire.sections
    .flatMap((section) => visibleQuestions(section, answers, today))
    .map((question) => question.id)
    .filter((id) => answers[id] === null)
}
