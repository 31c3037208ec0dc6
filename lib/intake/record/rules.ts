/**
 * What a clinician reads of a form: the answers by section, and in short what one plans with. Pure; `today` is the day
 * the answers are about (of sending, else of the last save).
 */

import { derivedSpecs } from '#lib/content/intake/derived.ts'
import { questionById, questionnaire, type Section } from '#lib/content/intake/questionnaire.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { answerOf, intakeValues, sideOf, visibleQuestions, zoneOf } from '#lib/intake/answers/rules.ts'
import type { Answers, IntakeContext } from '#lib/intake/answers/schema.ts'
import { completeness, crossChecks } from '#lib/intake/completeness/rules.ts'
import { answerInWords, derivedInWords, derivedLabels } from '#lib/intake/words/rules.ts'

export type AnswerLine = { id: string; label: string; answer: string | null }
export type AnswerSection = { id: string; title: string; lines: AnswerLine[]; missing: number }

export type IntakeRecord = {
  sections: AnswerSection[]
  derived: AnswerLine[]
  /** What disagrees, in words. */
  disagreements: string[]
  zones: { zone: string; side: string }[]
  mainZone: string | null
  pain: { label: string; value: number }[]
  words: string | null
  worry: string | null
  allergies: string | null
  plan: { term: string; value: string }[]
  activities: { activity: string; score: number | null }[]
  goal: string | null
}

const inWords = (answers: Answers, id: string): string | null => {
  const question = questionById.get(id)
  return question ? answerInWords(question, answerOf(answers, id)) : null
}
const text = (answers: Answers, id: string): string | null => {
  const answer = answerOf(answers, id)
  return typeof answer === 'string' && answer.trim() !== '' ? answer.trim() : null
}
const number = (answers: Answers, id: string): number | null => {
  const answer = answerOf(answers, id)
  return typeof answer === 'number' ? answer : null
}

const painLabels = [
  ['nprs_now', 'Now'],
  ['nprs_worst_7d', 'Worst, 7 days'],
  ['nprs_average_7d', 'Usual'],
  ['nprs_during_run', 'During a run'],
  ['nprs_after_run', 'Hour after'],
  ['nprs_next_morning', 'Next morning'],
] as const

/** "21 km a week, longest 12 km, by 11 Apr 2027". */
export function runningGoal(answers: Answers): string | null {
  const week = inWords(answers, 'goal_km_week')
  const longest = inWords(answers, 'goal_longest_km')
  const by = inWords(answers, 'goal_date')
  const parts = [week && `${week} a week`, longest && `longest ${longest}`, by && `by ${by}`]
  return parts.filter(Boolean).join(', ') || null
}

/** What she aims at, and her sex at birth: what is asked anew in a course. */
export function aimFacts(answers: Answers): { term: string; value: string }[] {
  const isComing = answerOf(answers, 'event_upcoming') === 'yes'
  const event = isComing ? [inWords(answers, 'event_date'), inWords(answers, 'event_km')] : []
  return (
    [
      ['Goal', text(answers, 'goal_text')],
      ['Distance', runningGoal(answers)],
      ['Race or event', event.filter(Boolean).join(', ') || null],
      ['Sex at birth', inWords(answers, 'sex_at_birth')],
    ] as const
  ).flatMap(([term, value]) => (value ? [{ term, value }] : []))
}

export function planFacts(answers: Answers): { term: string; value: string }[] {
  const time = [inWords(answers, 'minutes_per_session'), inWords(answers, 'days_available')]
  return (
    [
      ['Goal', text(answers, 'goal_text')],
      ['Distance', runningGoal(answers)],
      ['Worry', text(answers, 'concern_text')],
      ['Time', time.filter(Boolean).join(' on ') || null],
      ['Has', inWords(answers, 'equipment')],
      ['Running', inWords(answers, 'running_status')],
    ] as const
  ).flatMap(([term, value]) => (value ? [{ term, value }] : []))
}

/** What the patient calls important and how well it goes, 0 to 10 (PSFS). */
export const activitiesOf = (answers: Answers): { activity: string; score: number | null }[] =>
  [1, 2, 3].flatMap((at) => {
    const activity = text(answers, `psfs_${at}_activity`)
    return activity ? [{ activity, score: number(answers, `psfs_${at}_score`) }] : []
  })

/** "None", "no" and the like are no allergy to warn of. */
export function allergiesOf(answers: Answers): string | null {
  const known = text(answers, 'allergies')
  return known && !/^(none|no|nil|n\/a|-|keine)( known)?\.?$/i.test(known) ? known : null
}

/** `sections`: what the form asked. */
export function intakeRecord(
  answers: Answers,
  { limits, ...context }: IntakeContext & { readonly limits: Limits },
  sections: readonly Section[] = questionnaire.sections,
): IntakeRecord {
  const { today } = context
  const progress = completeness(answers, context, sections)
  const values = intakeValues(answers, { today, limits })
  const places = answerOf(answers, 'pain_zones')
  const main = answerOf(answers, 'pain_zone_main')
  return {
    sections: sections.map((section, index) => ({
      id: section.id,
      title: section.title,
      missing: progress.sections[index]?.missing.length ?? 0,
      lines: visibleQuestions(section, answers, today).map((question) => ({
        id: question.id,
        label: question.wording,
        answer: answerInWords(question, answerOf(answers, question.id)),
      })),
    })),
    derived: derivedSpecs.flatMap(({ id }) => {
      const label = derivedLabels[id]?.label
      const answer = derivedInWords(id, values.get(id) ?? null)
      return label && answer ? [{ id, label, answer }] : []
    }),
    disagreements: crossChecks(answers, today, sections).map((check) => check.text),
    zones: Array.isArray(places) ? places.map((place) => ({ zone: zoneOf(place), side: sideOf(place) })) : [],
    mainZone: typeof main === 'string' ? zoneOf(main) : null,
    pain: painLabels.flatMap(([id, label]) => {
      const value = number(answers, id)
      return value === null ? [] : [{ label, value }]
    }),
    words: text(answers, 'main_problem'),
    worry: text(answers, 'concern_text'),
    allergies: allergiesOf(answers),
    plan: planFacts(answers),
    activities: activitiesOf(answers),
    goal: runningGoal(answers),
  }
}
