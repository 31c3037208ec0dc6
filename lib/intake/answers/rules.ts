/**
 * Which questions a person sees and what their answers mean to the rules.
 *
 *   cleanAnswers(json)                            // stored or posted JSON without anything that is not an answer
 *   visibleIds(answers, today)                    // ids of all shown questions
 *   visibleQuestions(section, answers, today)     // the shown questions of one screen, in order
 *   intakeValues(answers, { today, limits })      // Map of shown answers and derived values: the input of every rule
 *
 * A hidden answer stays in the draft, and is missing for every rule. An age follows from the date of the form and, beside it
 * (`withRecord` of lib/patients/births), that of the record.
 */

import { questionnaireIds } from '#lib/content/ids/flags.ts'
import type { Question, Section } from '#lib/content/intake/questionnaire.ts'
import { questionById, questions, reviewSections } from '#lib/content/intake/questionnaire.ts'
import type { Day } from '#lib/dates.ts'
import type { Answers, AnswerValue } from '#lib/intake/answers/schema.ts'
import { answerSchema, isZoneQuestion } from '#lib/intake/answers/schema.ts'
import type { DerivedInput } from '#lib/intake/derived/rules.ts'
import { derive } from '#lib/intake/derived/rules.ts'
import { ageValues, birthsOf, recordedBirthId } from '#lib/patients/births/rules.ts'
import { isTrue } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import type { Rule } from '#lib/rules/tree.ts'

const showIf: ReadonlyMap<string, Rule> = new Map(
  questions.map((question) => [question.id, loadRule(question.showIf, questionnaireIds)]),
)

/** A review form may take more than the intake does: what it took is an answer wherever it is read. */
const stored = [...questions, ...reviewSections.flatMap((section) => section.questions)]
const schemas = new Map(stored.map((question) => [question.id, answerSchema(question)]))

const asked = new WeakMap<Question, ReturnType<typeof answerSchema>>()

/** The schema of a question as a form asks it. */
export function schemaOf(question: Question): ReturnType<typeof answerSchema> {
  const known = asked.get(question) ?? answerSchema(question)
  asked.set(question, known)
  return known
}

type Checked = { readonly ok: true; readonly value: AnswerValue } | { readonly ok: false }

/**
 * Most answers are one of a few options or a number, asked about thousands of times: what was said of one is remembered. What
 * somebody wrote or what names her, a text or a date, is not.
 */
const checked = new Map<string, Checked>()
const mostChecked = 5000
const ofOptions = new Set(
  stored.filter(({ type }) => type === 'single' || type === 'boolean').map(({ id }) => id),
)

function check(id: string, raw: unknown): Checked {
  const repeats = typeof raw === 'number' || (typeof raw === 'string' && ofOptions.has(id))
  const key = repeats ? `${id} ${typeof raw} ${raw}` : null
  const known = key === null ? undefined : checked.get(key)
  if (known) return known
  const result = schemas.get(id)?.safeParse(raw)
  if (!result?.success) return { ok: false }
  const made: Checked = { ok: true, value: result.data }
  if (key !== null && checked.size < mostChecked) checked.set(key, made)
  return made
}

/**
 * Keeps the own, known and valid answers of an unknown value; everything else is dropped, `__proto__` included. Safe
 * for JSON from a request or from an older version of the questionnaire.
 */
export function cleanAnswers(value: unknown): Answers {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  const clean: Record<string, AnswerValue> = {}
  for (const question of questions) {
    if (!Object.hasOwn(value, question.id)) continue
    const result = check(question.id, Reflect.get(value, question.id))
    if (result.ok) clean[question.id] = result.value
  }
  return clean
}

/** The answer, or the default of its question, or null. */
export function answerOf(answers: Answers, id: string): AnswerValue {
  const own = Object.hasOwn(answers, id) ? answers[id] : undefined
  return own ?? questionById.get(id)?.default ?? null
}

export const zoneOf = (place: string): string => place.split(':')[0] ?? place
export const sideOf = (place: string): string => place.split(':')[1] ?? ''

/** What a rule sees: zones count whatever their side. */
function ruleValue(question: Question, value: AnswerValue): RuleValue {
  if (!isZoneQuestion(question)) return value
  if (typeof value === 'string') return zoneOf(value)
  return Array.isArray(value) ? [...new Set(value.map(zoneOf))] : null
}

/**
 * Shown answers by id, from the first question to the last: a question is shown while its rule is true for the shown
 * answers before it.
 */
function shownValues(answers: Answers, today: Day): { shown: Set<string>; values: Map<string, RuleValue> } {
  const shown = new Set<string>()
  const values = new Map<string, RuleValue>()
  for (const question of questions) {
    const rule = showIf.get(question.id)
    if (!rule || !isTrue(rule, { values })) continue
    shown.add(question.id)
    const value = ruleValue(question, answerOf(answers, question.id))
    values.set(question.id, value)
    if (question.id === 'date_of_birth')
      for (const [id, age] of ageValues(birthsOf(value, answers[recordedBirthId]), today)) values.set(id, age)
  }
  return { shown, values }
}

export function visibleIds(answers: Answers, today: Day): ReadonlySet<string> {
  return shownValues(answers, today).shown
}

export function visibleQuestions(section: Section, answers: Answers, today: Day): readonly Question[] {
  const shown = visibleIds(answers, today)
  return section.questions.filter((question) => shown.has(question.id))
}

/** Shown answers and derived values by id. */
export function intakeValues(answers: Answers, input: DerivedInput): RuleValues {
  const { values } = shownValues(answers, input.today)
  return new Map<string, RuleValue>([...values, ...derive(values, input)])
}
