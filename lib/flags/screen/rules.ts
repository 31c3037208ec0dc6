/**
 * Whether the safety questions are answered, and how long ago (clinical/red-flags.md 1, principle 3).
 *
 *   const screen = safetyScreen(answers, '2026-11-01', '2026-11-10', limits)
 *   screen.complete      // every required safety question has an answer; otherwise "safety screen incomplete"
 *   screen.current       // complete and no older than the clinic allows: a program may be activated as far as this is concerned
 */

import { sectionById } from '#lib/content/intake/questionnaire.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { countText, type Day, daysBetween } from '#lib/dates.ts'
import { answerOf, cleanAnswers, visibleIds } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { type RecordedBirth, withRecord } from '#lib/patients/births/rules.ts'

export interface SafetyScreen {
  readonly complete: boolean
  readonly missing: readonly string[]
  /** Days since the answers; null when they are not complete or were never sent. */
  readonly ageDays: number | null
  readonly current: boolean
  /** So many days answers count; older ones are asked again before a program is activated [EO]. */
  readonly lastsDays: number
}

/** `answeredOn`: the day of the safety answers of a form that was sent; null for a draft, which is never current. */
export function safetyScreen(
  answers: Answers,
  answeredOn: Day | null,
  today: Day,
  { safety_screen_days: lastsDays }: Limits,
): SafetyScreen {
  const shown = visibleIds(answers, answeredOn ?? today)
  const questions = sectionById.get('sec_safety')?.questions ?? []
  const missing = questions
    .filter((question) => question.required !== 'O' && shown.has(question.id))
    .map((question) => question.id)
    .filter((id) => answerOf(answers, id) === null)
  const complete = questions.length > 0 && missing.length === 0
  const ageDays = complete && answeredOn ? daysBetween(answeredOn, today) : null
  return { complete, missing, ageDays, lastsDays, current: ageDays !== null && ageDays <= lastsDays }
}

/** Why nothing more may begin on these answers, in words; null while they are new enough, and where some are missing. */
export const staleText = ({
  ageDays,
  lastsDays,
}: Pick<SafetyScreen, 'ageDays' | 'lastsDays'>): string | null =>
  ageDays === null || ageDays <= lastsDays
    ? null
    : `The safety answers are ${countText(ageDays, 'day')} old; at most ${lastsDays} are allowed.`

/** A form as it was sent. `on`: the day of its safety answers. */
export type ScreenForm = { readonly answers: unknown; readonly on: Day }

/**
 * The screen of a case: the newest complete set of safety answers, from the intake that it came out of or a form sent since; else
 * what the newest form lacks. `forms`: the newest first. Whoever asks what stops a program, staff or patient, asks here.
 */
export function newestScreen(
  forms: readonly ScreenForm[],
  recorded: RecordedBirth,
  today: Day,
  limits: Limits,
): SafetyScreen {
  let newest: SafetyScreen | null = null
  for (const { answers, on } of forms) {
    const screen = safetyScreen(withRecord(cleanAnswers(answers), recorded), on, today, limits)
    if (screen.complete) return screen
    newest ??= screen
  }
  return newest ?? safetyScreen({}, null, today, limits)
}
