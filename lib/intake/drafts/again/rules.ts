/**
 * Safety answers of a form that was begun and not sent. They count on their day and the next; after that they stay as they were
 * typed and are asked again, when the form is opened and when it is sent.
 *
 *   asksSafetyAgain('2026-03-02', '2026-11-27')   // true
 */

import { sectionById } from '#lib/content/intake/questionnaire.ts'
import { type Day, daysBetween, dayText } from '#lib/dates.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'

const DAYS_COUNTED = 1

export const safetySectionId = 'sec_safety'

/** Whether a form holds safety answers, whenever they were given. */
export const wasAnswered = (answers: Answers): boolean =>
  (sectionById.get(safetySectionId)?.questions ?? []).some(({ id }) => (answers[id] ?? null) !== null)

/** Null: nobody knows of which day they are. */
export const asksSafetyAgain = (safetyOn: Day | null, today: Day): boolean =>
  safetyOn === null || daysBetween(safetyOn, today) > DAYS_COUNTED

/** Answers that are counted from the day on which they were given: another number today. */
const counted: ReadonlySet<string> = new Set(['rf_trauma_days'])

/** What a page shows of answers that are asked again: all but those. */
export const withoutCounted = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => !counted.has(id)))

const given = (safetyOn: Day | null, today: Day): string =>
  safetyOn ? `on ${dayText(safetyOn, today)}` : 'some days ago'

/** Above the questions. */
export const againText = (safetyOn: Day | null, today: Day): string =>
  `These questions were answered ${given(safetyOn, today)}. Please check each answer as it is today, change what is different, and press Continue.`

/** For a form that is sent with them. */
export const againRefusal = (safetyOn: Day | null, today: Day): string =>
  `Not sent yet: the safety questions were answered ${given(safetyOn, today)}. Please open that part, check each answer as it is today, and press Continue there. Everything is kept.`

type Saved = {
  readonly safetyOn: Day | null
  /** Nothing of the part was saved before. */
  readonly first: boolean
  /** All of it was looked at and is in order. */
  readonly confirmed: boolean
}

/** The day of the safety answers after a save of their part: a single answer does not make the others newer. */
export const safetyDay = ({ safetyOn, first, confirmed }: Saved, today: Day): Day | null =>
  confirmed || first ? today : safetyOn
