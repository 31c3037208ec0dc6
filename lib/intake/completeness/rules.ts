/**
 * How far a form is, whether it can be sent, what disagrees, and what is stored when it is sent.
 *
 *   completeness(answers, context)   // per section and in all; `canSubmit`
 *   crossChecks(answers, today, sections)   // answers of a form that disagree: ask, never block (clinical/intake.md 18.2)
 *   submission(answers, { today, limits })   // the record: shown answers and calculated values
 */

import { questionnaireIds } from '#lib/content/ids/flags.ts'
import { crossCheckRules } from '#lib/content/intake/checks.ts'
import type { Section } from '#lib/content/intake/questionnaire.ts'
import { questionnaire } from '#lib/content/intake/questionnaire.ts'
import { crossCheckTexts } from '#lib/content/intake/texts.ts'
import type { Day } from '#lib/dates.ts'
import { answerOf, intakeValues, visibleIds } from '#lib/intake/answers/rules.ts'
import type { Answers, AnswerValue, IntakeContext } from '#lib/intake/answers/schema.ts'
import { type DerivedInput, derive } from '#lib/intake/derived/rules.ts'
import { isRequired, isUnderAge, problemOf } from '#lib/intake/validation/rules.ts'
import { isTrue } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { idsOf } from '#lib/rules/tree.ts'

export interface SectionProgress {
  readonly id: string
  /** Shown questions that need an answer, and how many of them have one that is in order. */
  readonly required: number
  readonly answered: number
  /** Required and empty. */
  readonly missing: readonly string[]
  /** By question id: answered, but not in order (consent not given, signature, sums). */
  readonly problems: Readonly<Record<string, string>>
  readonly complete: boolean
}

export interface Completeness {
  readonly sections: readonly SectionProgress[]
  readonly required: number
  readonly answered: number
  /** True only when nothing is missing, nothing is wrong and the person is 16 or over. */
  readonly canSubmit: boolean
}

function progress(section: Section, answers: Answers, shown: ReadonlySet<string>, context: IntakeContext) {
  const questions = section.questions.filter((question) => shown.has(question.id))
  const required = questions.filter((question) => isRequired(question, answers))
  const missing = required.filter((question) => answerOf(answers, question.id) === null).map(({ id }) => id)
  const problems: Record<string, string> = {}
  for (const question of questions) {
    const problem = missing.includes(question.id) ? null : problemOf(question, answers, context)
    if (problem) problems[question.id] = problem
  }
  const wrong = required.filter((question) => question.id in problems).length
  return {
    id: section.id,
    required: required.length,
    answered: required.length - missing.length - wrong,
    missing,
    problems,
    complete: missing.length === 0 && Object.keys(problems).length === 0,
  }
}

/** A form that does not ask for it does not stop for it. */
export const asksBirth = (section: Section): boolean =>
  section.questions.some(({ id }) => id === 'date_of_birth')

export function completeness(
  answers: Answers,
  context: IntakeContext,
  sections: readonly Section[] = questionnaire.sections,
): Completeness {
  const shown = visibleIds(answers, context.today)
  const all = sections.map((section) => progress(section, answers, shown, context))
  const sum = (pick: (section: SectionProgress) => number) => all.reduce((total, one) => total + pick(one), 0)
  const underAge = sections.some(asksBirth) && isUnderAge(answers, context.today)
  return {
    sections: all,
    required: sum((section) => section.required),
    answered: sum((section) => section.answered),
    canSubmit: !underAge && all.every((section) => section.complete),
  }
}

export interface Disagreement {
  readonly rule: string
  /** The question to the patient. */
  readonly text: string
  readonly ids: readonly string[]
}

/** The questions behind a calculated value that a check reads. */
const behind: Readonly<Record<string, readonly string[]>> = {
  long_run_share_pct: ['km_longest_now', 'km_week_now'],
}

const checks = crossCheckRules.map((text, index) => {
  const rule = loadRule(text, questionnaireIds)
  return { rule, words: crossCheckTexts[index] ?? '', ids: idsOf(rule).flatMap((id) => behind[id] ?? [id]) }
})

/**
 * `sections`: what the form asks. A check is about answers of one form: an answer of a form before it was right then, and stands on
 * no page of this one.
 */
export function crossChecks(
  answers: Answers,
  today: Day,
  sections: readonly Section[] = questionnaire.sections,
): readonly Disagreement[] {
  const values = intakeValues(answers, { today, limits: null })
  const asked = new Set(sections.flatMap(({ questions }) => questions.map(({ id }) => id)))
  return checks
    .filter(({ rule, ids }) => ids.every((id) => asked.has(id)) && isTrue(rule, { values }))
    .map(({ rule, words, ids }) => ({ rule: rule.text, text: words, ids }))
}

export interface Submission {
  /** Shown answers; null where an optional one was left empty. Hidden ones are left out. */
  readonly answers: Answers
  readonly derived: Readonly<Record<string, RuleValue>>
}

export function submission(answers: Answers, input: DerivedInput): Submission {
  const shown = [...visibleIds(answers, input.today)]
  const kept: Record<string, AnswerValue> = Object.fromEntries(shown.map((id) => [id, answerOf(answers, id)]))
  const derived = derive(intakeValues(answers, input), input)
  return { answers: kept, derived: Object.fromEntries(derived) }
}
