/** What a form says that was sent since the last note, in lines. Pure. */
import { questionnaire } from '#lib/content/intake/questionnaire.ts'
import type { Day } from '#lib/dates.ts'
import { answerOf, visibleQuestions } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { type HistoryLine, historyIds, historyLines } from '#lib/intake/history/rules.ts'
import { answerInWords } from '#lib/intake/words/rules.ts'

/** Told elsewhere: flags with the answers that raised them, scores of the activities; and who she is. */
const elsewhere = new Set(['sec_safety', 'sec_goals', 'sec_identity', 'sec_consent'])

export type SentForm = { readonly answers: Answers; readonly on: Day }

/**
 * The lines of the record that this form answers, and below them in one line every other answer that is not what the forms before
 * said. `before`: oldest first.
 */
export function formLines({ answers, on }: SentForm, before: readonly SentForm[]): HistoryLine[] {
  const known: Answers = Object.assign({}, ...before.map((form) => form.answers))
  const rest = questionnaire.sections
    .filter(({ id }) => !elsewhere.has(id))
    .flatMap((section) => visibleQuestions(section, { ...known, ...answers }, on))
    .flatMap((question) => {
      if (!Object.hasOwn(answers, question.id) || historyIds.has(question.id)) return []
      const answer = answerInWords(question, answerOf(answers, question.id))
      const same = answer === answerInWords(question, answerOf(known, question.id))
      return answer === null || same ? [] : [`${question.wording} ${answer}`]
    })
  return [
    ...historyLines([{ answers, on: null }]),
    ...(rest.length > 0 ? [{ id: 'more', text: rest.join('; ') }] : []),
  ]
}
