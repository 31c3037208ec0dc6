/**
 * The steps of a form and what the browser needs to open and close questions by itself.
 *
 *   partsOf.review_form                    // the sections of a kind of form, in the order of its screens
 *   partsOfForm(intake)                    // the same of one form
 *   stepOf('safety')                       // the section behind an address
 *   stepsOf(answers, saved, context)       // every section with what is left
 *   resumeAt(steps)                        // where somebody goes on
 *   opening(section, answers, today)       // the section's show-if rules as data
 */

import type { Section } from '#lib/content/intake/questionnaire.ts'
import { questionnaire, reviewSections, sectionById } from '#lib/content/intake/questionnaire.ts'
import type { Day } from '#lib/dates.ts'
import type { FlagSubject } from '#lib/flags/schema.ts'
import { answerOf, intakeValues, visibleIds } from '#lib/intake/answers/rules.ts'
import type { Answers, IntakeContext } from '#lib/intake/answers/schema.ts'
import { asksBirth, completeness } from '#lib/intake/completeness/rules.ts'
import { askedIds } from '#lib/intake/review-form/own/rules.ts'
import { type ReviewPart, sectionsOf } from '#lib/intake/review-form/schema.ts'
import { recordedBirthId } from '#lib/patients/births/rules.ts'
import { parseRule } from '#lib/rules/parse.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { idsOf, type Rule } from '#lib/rules/tree.ts'

export type FormKind = 'intake' | 'review_form'

export const partsOf: Readonly<Record<FormKind, readonly Section[]>> = {
  intake: questionnaire.sections,
  review_form: reviewSections,
}

type FormRow = { readonly kind: FormKind; readonly reviewOn: Date | null }

/** A form that the patient fills in before no review is asked for its safety questions alone. */
export const reviewPartOf = ({ reviewOn }: Pick<FormRow, 'reviewOn'>): ReviewPart =>
  reviewOn === null ? 'safety' : 'whole'

/** The sections of one form. */
export const partsOfForm = (form: FormRow): readonly Section[] =>
  form.kind === 'intake' ? partsOf.intake : sectionsOf(reviewPartOf(form))

/** A section as the form asks it; undefined when it does not. */
export const partOf = (kind: FormKind, sectionId: string): Section | undefined =>
  partsOf[kind].find(({ id }) => id === sectionId)

/** `sec_safety` is at `…/safety`. */
export const slugOf = (sectionId: string): string => sectionId.replace(/^sec_/, '')
export const stepOf = (slug: string, kind: FormKind = 'intake'): Section | undefined =>
  partOf(kind, `sec_${slug}`)

/** With other hints below some of its questions. */
export const hinted = (section: Section, hints: Readonly<Record<string, string>>): Section => ({
  ...section,
  questions: section.questions.map((question) => {
    const hint = hints[question.id]
    return hint ? { ...question, hint } : question
  }),
})

/** Consent comes before every question about health. */
export const consentOrder = sectionById.get('sec_consent')?.order ?? 2

export const consented = (answers: Answers): boolean => answerOf(answers, 'consent_data') === 'yes'

export type StepState = 'done' | 'started' | 'open'

export type Step = {
  id: string
  slug: string
  title: string
  order: number
  state: StepState
  /** Answers that are missing or not in order. */
  left: number
}

export function stepsOf(
  answers: Answers,
  saved: readonly string[],
  context: IntakeContext,
  parts: readonly Section[] = partsOf.intake,
): Step[] {
  const progress = completeness(answers, context, parts).sections
  return parts.map((section, index) => {
    const part = progress[index]
    const left = (part?.missing.length ?? 0) + Object.keys(part?.problems ?? {}).length
    const touched = saved.includes(section.id)
    const state = !touched ? 'open' : left === 0 ? 'done' : 'started'
    return {
      id: section.id,
      slug: slugOf(section.id),
      title: section.title,
      order: index + 1,
      state,
      left,
    }
  })
}

/** The first step that is not done, or the check before sending. */
export const resumeAt = (steps: readonly Step[]): string =>
  steps.find((step) => step.state !== 'done')?.slug ?? 'check'

const beside = (section: Section, parts: readonly Section[], by: 1 | -1): string | null => {
  const other = parts[parts.findIndex(({ id }) => id === section.id) + by]
  return other ? slugOf(other.id) : null
}

export const stepAfter = (section: Section, parts: readonly Section[] = partsOf.intake): string =>
  beside(section, parts, 1) ?? 'check'

export const stepBefore = (section: Section, parts: readonly Section[] = partsOf.intake): string | null =>
  beside(section, parts, -1)

/** A part that an address names, or the one to begin with. */
export const goOnTo = (slug: unknown): string =>
  typeof slug === 'string' && (slug === 'check' || slug === 'young' || stepOf(slug)) ? slug : ''

type Ahead = { sent: boolean; unread: boolean; underAge: boolean; blocked?: boolean }

/**
 * Where a page of a form by link leads before it opens, null where it does: words about danger that no page has had come before
 * anything else that stands in its way.
 */
export function ahead({ sent, unread, underAge, blocked }: Ahead, page: string): string | null {
  if (sent) return 'sent'
  if (unread) return `stop?to=${page}`
  if (underAge && page !== 'identity' && page !== 'young') return 'young'
  return blocked ? 'consent' : null
}

/** Why an answer that was heard is not saved: newer ones are kept, or a fault of ours undid it. */
export type Unsaved = 'newer' | 'fault'

export const unsavedBy = (why: unknown): Unsaved | null => (why === 'newer' || why === 'fault' ? why : null)

export type Opening = {
  /** Every question of the section that has a condition, in order. */
  rules: { id: string; root: Rule['root'] }[]
  /** Kinds of the section's questions that a condition reads, in the order of the section. */
  inputs: { id: string; kind: 'number' | 'list' | 'text'; default?: string }[]
  /** Values of questions elsewhere and calculated ones. */
  outside: Record<string, RuleValue>
  today: Day
}

const kinds = {
  integer: 'number',
  decimal: 'number',
  nprs: 'number',
  multi: 'list',
  bodychart: 'list',
} as const

export function opening(section: Section, answers: Answers, today: Day): Opening | null {
  const rules = section.questions
    .filter((question) => question.showIf !== 'always')
    .map((question) => ({ id: question.id, rule: parseRule(question.showIf) }))
  if (rules.length === 0) return null
  const read = new Set(rules.flatMap(({ rule }) => idsOf(rule)))
  const own = section.questions.filter((question) => read.has(question.id) || question.id === 'date_of_birth')
  const values = intakeValues(answers, { today, limits: null })
  const elsewhere = [...read].filter((id) => !own.some((question) => question.id === id))
  return {
    rules: rules.map(({ id, rule }) => ({ id, root: rule.root })),
    inputs: own.map((question) => ({
      id: question.id,
      kind: question.type in kinds ? kinds[question.type as keyof typeof kinds] : 'text',
      ...(question.default ? { default: question.default } : {}),
    })),
    outside: {
      ...Object.fromEntries(elsewhere.map((id) => [id, values.get(id) ?? null])),
      ...(asksBirth(section) ? { [recordedBirthId]: answers[recordedBirthId] ?? null } : {}),
    },
    today,
  }
}

/** Questions that the saved answers opened and that were not on the page. */
export function newlyOpened(
  section: Section,
  before: Answers,
  after: Answers,
  today: Day,
): readonly string[] {
  const [was, is] = [visibleIds(before, today), visibleIds(after, today)]
  return section.questions.map(({ id }) => id).filter((id) => is.has(id) && !was.has(id))
}

type Draft = {
  readonly id: string
  readonly patientId: string
  readonly caseId: string | null
  readonly part: ReviewPart
}

/** A review form speaks for what it asks alone: what only older answers fire is not new. */
export const flagSubject = ({ id, patientId, caseId, part }: Draft): FlagSubject =>
  caseId
    ? {
        patientId,
        intakeId: id,
        caseId,
        source: 'review_form',
        sourceId: id,
        answered: askedIds[part],
        onPage: true,
      }
    : { patientId, intakeId: id, caseId: null, source: 'intake', onPage: true }
