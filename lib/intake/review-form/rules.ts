import type { Section } from '#lib/content/intake/questionnaire.ts'
import { reviewHistoryIds } from '#lib/content/intake/review.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { isRenewed } from '#lib/intake/visit-form/schema.ts'
import { questionsOf, type ReviewPart } from './schema.ts'

/** What stays of the answers from before: an old answer to what is asked again says nothing about today. */
export function unasked(before: Answers, part: ReviewPart): Answers {
  const asked = new Set(questionsOf(part).questions.map(({ id }) => id))
  return Object.fromEntries(Object.entries(before).filter(([id]) => !asked.has(id)))
}

const stands = (id: string, answers: Answers, before: Answers): boolean =>
  answers[id] != null && JSON.stringify(answers[id]) === JSON.stringify(before[id])

/** The history that a form shows to be confirmed and that was confirmed as it stood in the answers before. */
export const confirmedIn = (answers: Answers, before: Answers): ReadonlySet<string> =>
  new Set(reviewHistoryIds.filter((id) => stands(id, answers, before)))

type Said = { readonly asked: ReadonlySet<string>; readonly answers: Answers; readonly before: Answers }

/** The ids that were answered now: one that the form began with, to be put right, and that stands as it was says nothing again. */
export const saidNow = ({ asked, answers, before }: Said): ReadonlySet<string> =>
  new Set([...asked].filter((id) => !(isRenewed(id) && stands(id, answers, before))))

/** The activities in the patient's own words, by the question that rates each. */
export const activitiesOf = (before: Answers): Record<string, string> =>
  Object.fromEntries(
    [1, 2, 3].flatMap((at) => {
      const name = before[`psfs_${at}_activity`]
      return typeof name === 'string' && name !== '' ? [[`psfs_${at}_score`, name]] : []
    }),
  )

/** A rating is asked about what the patient named; of what was never named nothing is known, and its own words stay. */
export const named = (section: Section, activities: Readonly<Record<string, string>>): Section => ({
  ...section,
  questions: section.questions.map((question) => {
    const activity = activities[question.id]
    return activity ? { ...question, wording: `“${activity}”: ${question.wording}` } : question
  }),
})
