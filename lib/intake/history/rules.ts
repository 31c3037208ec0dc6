/** The history of a form in at most five lines, for a note and a letter (clinical/review.md 6). Only what was answered. */
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { answerOf } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { runningGoal } from '#lib/intake/record/rules.ts'
import { answerInWords } from '#lib/intake/words/rules.ts'

export type HistoryLine = { readonly id: string; readonly text: string }

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

export function historyLines(answers: Answers): HistoryLine[] {
  const words = (id: string): string | null => {
    const question = questionById.get(id)
    const text = question ? answerInWords(question, answerOf(answers, id)) : null
    return text?.trim() ? text.trim() : null
  }
  const part = (label: string, id: string) => {
    const text = words(id)
    return text === null ? null : `${label} ${lower(text)}`
  }
  const joined = (...parts: (string | null)[]) => parts.filter((one) => one !== null).join('; ')
  const problem = words('main_problem')
  const lines: [string, string][] = [
    ['problem', problem === null ? '' : `In the patient’s words: “${problem.replace(/\s+/g, ' ')}”`],
    [
      'onset',
      joined(
        part('Side:', 'affected_side'),
        part('for', 'symptom_weeks'),
        part('before:', 'first_or_recurrent'),
        part('onset:', 'onset_type'),
        part('first noticed:', 'onset_activity'),
        part('course:', 'course'),
      ),
    ],
    [
      'pain',
      joined(
        part('Pain, worst of 7 days:', 'nprs_worst_7d'),
        part('during a run:', 'nprs_during_run'),
        part('next morning:', 'nprs_next_morning'),
        part('swelling:', 'swelling_now'),
      ),
    ],
    [
      'running',
      joined(
        part('Running:', 'running_status'),
        part('distance a week before:', 'km_week_before'),
        part('when it began:', 'km_week_onset'),
        part('now:', 'km_week_now'),
        ((goal) => (goal === null ? null : `goal: ${goal}`))(runningGoal(answers)),
      ),
    ],
    [
      'treatment',
      joined(
        part('Treatment so far:', 'prior_treatment'),
        part('imaging:', 'imaging_done'),
        part('surgery:', 'knee_surgery'),
        part('conditions:', 'medical_conditions'),
        part('medicines:', 'medications'),
      ),
    ],
  ]
  return lines.flatMap(([id, text]) =>
    text === '' ? [] : [{ id, text: text.charAt(0).toUpperCase() + text.slice(1) }],
  )
}
