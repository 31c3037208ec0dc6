/**
 * What is asked again in an open case (clinical/intake.md 18.4): the whole form before a review, by the patient herself (own/) or
 * by a physio on her behalf, or its safety questions alone, by a physio before a program goes on.
 */
import { z } from 'zod'
import { reviewSections, type Section } from '#lib/content/intake/questionnaire.ts'
import { reviewConfirmIds } from '#lib/content/intake/review.ts'
import { postedIn } from '#lib/intake/drafts/schema.ts'

export const reviewParts = ['safety', 'whole'] as const
export type ReviewPart = (typeof reviewParts)[number]

const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

const control = z.object({
  /** Made with the page: sent twice it is one form. */
  id: z.uuid(),
  caseId: z.uuid(),
  part: z.enum(reviewParts),
})

/** The sections as they are shown, one after the other on one page. */
export const sectionsOf = (part: ReviewPart): readonly Section[] =>
  part === 'whole' ? reviewSections : reviewSections.filter(({ id }) => id === 'sec_safety')

/** All questions of the form, as what is posted and checked at once. */
export function questionsOf(part: ReviewPart): Section {
  const sections = sectionsOf(part)
  const [first] = sections
  if (!first) throw new Error('The questionnaire has no review form.')
  return { ...first, questions: sections.flatMap(({ questions }) => questions) }
}

/**
 * Answers from before that decide which questions are open; they are stored with the form, which so can be read by itself.
 */
export const contextIds: readonly string[] = [
  'date_of_birth',
  'sex_at_birth',
  'psfs_2_activity',
  'psfs_3_activity',
]

/** The last answer is shown to confirm; everything else is asked afresh. */
export const toConfirm = (part: ReviewPart): readonly string[] =>
  questionsOf(part).questions.flatMap(({ id }) => (reviewConfirmIds.includes(id) ? [id] : []))

export const reviewFormInput = fields.transform((raw, context) => {
  const parsed = control.safeParse(raw)
  if (!parsed.success) {
    context.addIssue('The form could not be read. Please load the page again.')
    return z.NEVER
  }
  return { ...parsed.data, posted: postedIn(questionsOf(parsed.data.part), raw, context) }
})
export type ReviewFormInput = z.output<typeof reviewFormInput>
