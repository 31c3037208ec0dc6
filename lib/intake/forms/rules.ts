import type { Question, Section } from '#lib/content/intake/questionnaire.ts'
import { schemaOf, visibleQuestions } from '#lib/intake/answers/rules.ts'
import type { Answers, AnswerValue, IntakeContext } from '#lib/intake/answers/schema.ts'
import type { Posted } from '#lib/intake/forms/posted/rules.ts'
import { isUnderAge, problemOf } from '#lib/intake/validation/rules.ts'

export interface SectionResult {
  readonly ok: boolean
  /** All answers to store: the stored ones with the valid ones of this section. */
  readonly answers: Answers
  /** By question id, in words for the patient. */
  readonly errors: Readonly<Record<string, string>>
  /** Under 16: show `underAgeMessage` and nothing else. */
  readonly underAge: boolean
}

const postedValue = (posted: Posted, id: string): unknown =>
  Object.hasOwn(posted, id) ? posted[id] : undefined

/**
 * "None of these" together with something else: the something else may be what matters for safety, so a draft keeps
 * that; on "Continue" the patient is asked.
 */
function withoutExclusive(question: Question, raw: unknown): unknown {
  if (!Array.isArray(raw) || raw.length < 2) return raw
  const others = raw.filter((id) => !question.options.some((option) => option.exclusive && option.id === id))
  return others.length > 0 ? others : raw
}

function parsePosted(section: Section, posted: Posted, stored: Answers, draft: boolean) {
  const valid: Record<string, AnswerValue> = {}
  const errors: Record<string, string> = {}
  for (const question of section.questions) {
    const raw = postedValue(posted, question.id)
    if (raw === undefined) {
      const before = Object.hasOwn(stored, question.id) ? stored[question.id] : null
      if (question.default && (before ?? null) === null) valid[question.id] = question.default
      continue
    }
    const result = schemaOf(question).safeParse(draft ? withoutExclusive(question, raw) : raw)
    if (result.success) valid[question.id] = result.data ?? question.default ?? null
    else {
      valid[question.id] = null
      errors[question.id] = result.error.issues[0]?.message ?? 'Please check this answer.'
    }
  }
  return { valid, errors }
}

function prepare(section: Section, posted: Posted, stored: Answers, context: IntakeContext, draft: boolean) {
  const { valid, errors } = parsePosted(section, posted, stored, draft)
  const answers = { ...stored, ...valid }
  const underAge = Object.hasOwn(valid, 'date_of_birth') && isUnderAge(answers, context.today)
  return { answers, errors, underAge }
}

/** For autosave: stores every valid answer, empties the invalid ones and names them. Never asks for a missing one. */
export function saveDraft(
  section: Section,
  posted: Posted,
  stored: Answers,
  context: IntakeContext,
): SectionResult {
  const { answers, errors, underAge } = prepare(section, posted, stored, context, true)
  return { ok: Object.keys(errors).length === 0 && !underAge, answers, errors, underAge }
}

/** For "Continue" and sending: the same, and every shown question of the section must be in order. */
export function checkSection(
  section: Section,
  posted: Posted,
  stored: Answers,
  context: IntakeContext,
): SectionResult {
  const { answers, errors, underAge } = prepare(section, posted, stored, context, false)
  for (const question of visibleQuestions(section, answers, context.today)) {
    const problem = errors[question.id] ?? problemOf(question, answers, context)
    if (problem) errors[question.id] = problem
  }
  return { ok: Object.keys(errors).length === 0 && !underAge, answers, errors, underAge }
}
