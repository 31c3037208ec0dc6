import type { Section } from '#lib/content/intake/questionnaire.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import type { Day } from '#lib/dates.ts'
import { evaluateFlags, raised } from '#lib/flags/evaluation/rules.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { unasked } from '../rules.ts'
import { contextIds, questionsOf, type ReviewPart, toConfirm } from '../schema.ts'
import type { ReviewSetting } from './schema.ts'

const idsOf = (part: ReviewPart): ReadonlySet<string> =>
  new Set(questionsOf(part).questions.map(({ id }) => id))

/** Ids of everything that the form asks. */
export const askedIds: Readonly<Record<ReviewPart, ReadonlySet<string>>> = {
  safety: idsOf('safety'),
  whole: idsOf('whole'),
}

/** What a form that is being filled in stores: its own answers, nothing of the forms before it. */
export const ownAnswers = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => askedIds.whole.has(id)))

/** What decides which questions are open, with the answers given so far. */
export const answersIn = (setting: ReviewSetting, own: Answers): Answers => ({
  ...unasked(setting.before, setting.part),
  ...own,
})

/**
 * What a page shows: besides the own answers the last ones that are only to be confirmed. In a part that a physio has asked
 * meanwhile her newer answers are the last ones.
 */
export function shownIn(setting: ReviewSetting, parts: readonly Section[], own: Answers): Answers {
  const confirmed: ReadonlySet<string> = new Set(toConfirm(setting.part))
  const last = Object.fromEntries([...confirmed].map((id) => [id, setting.before[id] ?? null]))
  const newer = new Set(
    parts
      .filter(({ id }) => setting.asAgain.includes(id))
      .flatMap(({ questions }) => questions.map((q) => q.id)),
  )
  const kept = Object.entries(own).filter(([id]) => !(confirmed.has(id) && newer.has(id)))
  return { ...unasked(setting.before, setting.part), ...last, ...Object.fromEntries(kept) }
}

/** A form that is sent: its answers that are open and not empty, and what makes it readable by itself. */
export const sentAnswers = (answers: Answers, asked: ReadonlySet<string>): Answers =>
  // What was left open stays what it was: an empty answer would stand over an older one.
  Object.fromEntries(
    Object.entries(answers).filter(
      ([id, value]) => value !== null && (asked.has(id) || contextIds.includes(id)),
    ),
  )

/** The flags that answers of this form raise, whatever is known of them already. */
export const flagsOf = (answers: Answers, part: ReviewPart, today: Day, limits: Limits): string[] =>
  raised(evaluateFlags(intakeValues(answers, { today, limits }), 'intake', limits))
    .filter(({ fired }) => fired.some(({ id }) => askedIds[part].has(id)))
    .map(({ id }) => id)
