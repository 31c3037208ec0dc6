/**
 * What only the intake asks and a factor misses, asked at the visit by a physio of the care team. It is a form of its own kind, so
 * that it is no form before a review and says nothing about safety; its answers are the newest ones of the case.
 */
import { z } from 'zod'
import {
  questionById,
  questionnaire,
  reviewSections,
  type Section,
} from '#lib/content/intake/questionnaire.ts'
import { postedIn } from '#lib/intake/drafts/schema.ts'

const askedLater = new Set(reviewSections.flatMap(({ questions }) => questions.map(({ id }) => id)))
/** Who she is stands in her record, consent is hers to give, and what she rates was named in her own words. */
const ofHerOwn = new Set(['sec_identity', 'sec_consent', 'sec_goals'])
const measured = ['height_cm', 'weight_kg']
/** What she aims at: it changes in a course, or was a slip, and an emptied answer is one that was given up. */
export const aimIds = [
  ...['goal_text', 'goal_km_week', 'goal_longest_km', 'goal_date'],
  ...['event_upcoming', 'event_date', 'event_km'],
] as const
/** Of who she is, what rules ask for and no page of her record puts right. */
export const sexId = 'sex_at_birth'
const renewed: ReadonlySet<string> = new Set([...aimIds, sexId])
/** Whether the form begins with the last answer, to be put right. */
export const isRenewed = (id: string): boolean => renewed.has(id)

/** She did not remember her training: it closes the questions about it, and may come back to her at the visit. */
export const forgottenId = 'load_recall_unknown'

/** What may be asked at a visit: a question with a default has an answer before it is asked. */
export const visitIds: ReadonlySet<string> = new Set(
  questionnaire.sections.flatMap(({ id: section, questions }) =>
    questions
      .filter((one) => measured.includes(one.id) || isRenewed(one.id) || !ofHerOwn.has(section))
      .filter((one) => !askedLater.has(one.id) && (!one.default || one.id === forgottenId))
      .map(({ id }) => id),
  ),
)

/** The questions in the sections of the intake; each may be left open, since not everybody knows everything. */
export const visitSections = (ids: readonly string[]): readonly Section[] =>
  questionnaire.sections
    .map((section) => ({
      ...section,
      questions: section.questions
        .filter(({ id }) => ids.includes(id))
        .map((question) => ({ ...question, required: 'O' as const })),
    }))
    .filter(({ questions }) => questions.length > 0)

/** All of them as what is posted and checked at once. */
export const visitSection = (ids: readonly string[]): Section => {
  const sections = visitSections(ids)
  const [first] = sections
  if (!first) throw new Error('A form at the visit asks something.')
  return { ...first, questions: sections.flatMap(({ questions }) => questions) }
}

const idList = z
  .string()
  .transform((text) => [...new Set(text.split(','))].filter((id) => visitIds.has(id) && questionById.has(id)))
/** What the address says: the questions, the wanted one first; empty without any that may be asked. */
export const visitSearch = z.object({ ask: idList.catch([]).default([]) })

const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const control = z.object({
  /** Made with the page: sent twice it is one form. */
  id: z.uuid(),
  caseId: z.uuid(),
  ask: idList.refine((ids) => ids.length > 0),
})

export const visitFormInput = fields.transform((raw, context) => {
  const parsed = control.safeParse(raw)
  if (!parsed.success) {
    context.addIssue('The form could not be read. Please load the page again.')
    return z.NEVER
  }
  return { ...parsed.data, posted: postedIn(visitSection(parsed.data.ask), raw, context) }
})
export type VisitFormInput = z.output<typeof visitFormInput>
