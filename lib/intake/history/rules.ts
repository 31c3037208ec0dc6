/**
 * The history that forms tell, a line each for the problem, its onset, pain, running, treatment and allergies, for a note and a
 * letter (clinical/review.md 6). Only what was answered, as the newest form says that answered it.
 */
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { type Day, fullDayText } from '#lib/dates.ts'
import { answerOf } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { runningGoal } from '#lib/intake/record/rules.ts'
import { answerInWords } from '#lib/intake/words/rules.ts'

export type HistoryLine = { readonly id: string; readonly text: string }
/** `on`: null where one form alone is told and its day stands beside it. */
export type HistoryForm = { readonly answers: Answers; readonly on: Day | null }
type Part = { readonly text: string; readonly on: Day | null }

/** The questions of a line, each with the words before its answer. */
const asked = {
  onset: [
    ['for', 'symptom_weeks'],
    ['before:', 'first_or_recurrent'],
    ['onset:', 'onset_type'],
    ['first noticed:', 'onset_activity'],
    ['course:', 'course'],
  ],
  pain: [
    ['Pain, worst of 7 days:', 'nprs_worst_7d'],
    ['during a run:', 'nprs_during_run'],
    ['next morning:', 'nprs_next_morning'],
    ['swelling:', 'swelling_now'],
  ],
  running: [
    ['Running:', 'running_status'],
    ['distance a week before:', 'km_week_before'],
    ['when it began:', 'km_week_onset'],
    ['now:', 'km_week_now'],
  ],
  treatment: [
    ['Treatment so far:', 'prior_treatment'],
    ['imaging:', 'imaging_done'],
    ['surgery:', 'knee_surgery'],
    ['conditions:', 'medical_conditions'],
    ['medicines:', 'medications'],
  ],
  allergies: [['Allergies:', 'allergies']],
} as const

/** Every question that is told here. */
export const historyIds: ReadonlySet<string> = new Set([
  ...Object.values(asked).flatMap((line) => line.map(([, id]) => id)),
  ...['main_problem', 'affected_side', 'goal_km_week', 'goal_longest_km', 'goal_date'],
])

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** Parts of one day share it: "Pain, worst of 7 days: 2 of 10; swelling: no (9 Nov 2026); during a run: 5 of 10 (3 Aug 2026)". */
function joined(...all: (Part | null)[]): string {
  const parts = all.filter((one) => one !== null)
  return parts
    .map(({ text, on }, at) =>
      on === null || on === parts[at + 1]?.on ? text : `${text} (${fullDayText(on)})`,
    )
    .join('; ')
}

/** `forms`: oldest first. `side`: that of the case, which the team may have put right; without it what the form says. */
export function historyLines(forms: readonly HistoryForm[], side?: string): HistoryLine[] {
  const newest = (of: (answers: Answers) => string | null): Part | null => {
    for (const { answers, on } of forms.toReversed()) {
      const text = of(answers)?.trim()
      if (text) return { text, on }
    }
    return null
  }
  const words = (id: string) => (answers: Answers) => {
    const question = questionById.get(id)
    return question ? answerInWords(question, answerOf(answers, id)) : null
  }
  const part = (label: string, id: string): Part | null => {
    const found = newest(words(id))
    return found && { text: `${label} ${lower(found.text)}`, on: found.on }
  }
  const parts = (line: keyof typeof asked) => asked[line].map(([label, id]) => part(label, id))
  // Asked anew as a whole: a goal that was given up is none.
  const aimed = forms.findLast(({ answers }) => Object.hasOwn(answers, 'goal_km_week'))
  const aim = aimed && runningGoal(aimed.answers)
  const goal = aimed && aim ? { text: aim, on: aimed.on } : null
  const problem = newest(words('main_problem'))
  const lines: [string, string][] = [
    [
      'problem',
      joined(
        problem && {
          ...problem,
          text: `In the patient’s words: “${problem.text.replace(/\s+/g, ' ')}”`,
        },
      ),
    ],
    [
      'onset',
      joined(
        side === undefined ? part('Side:', 'affected_side') : { text: `Side: ${side}`, on: null },
        ...parts('onset'),
      ),
    ],
    ['pain', joined(...parts('pain'))],
    ['running', joined(...parts('running'), goal && { ...goal, text: `goal: ${goal.text}` })],
    ['treatment', joined(...parts('treatment'))],
    ['allergies', joined(...parts('allergies'))],
  ]
  return lines.flatMap(([id, text]) =>
    text === '' ? [] : [{ id, text: text.charAt(0).toUpperCase() + text.slice(1) }],
  )
}
