/** What a patient agrees to (clinical/intake.md 3), by what staff do with it; null: not answered. */
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { dayIn, fullDayText } from '#lib/dates.ts'
import { answerOf } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import {
  type ConsentKey,
  type ConsentSaid,
  type ConsentView,
  consentKeys,
  consentQuestions,
  type StandingConsent,
  type YesNo,
} from './schema.ts'

export type Consents = Readonly<Record<ConsentKey, YesNo | null>>

/** By question id, what stands for all of her treatments. */
export type StandingAnswers = Readonly<Record<string, unknown>>

const yesNo = (answer: unknown): YesNo | null => (answer === 'yes' || answer === 'no' ? answer : null)

export const answersStanding = (standing: readonly StandingConsent[]): StandingAnswers =>
  Object.fromEntries(standing.map(({ question, answer }) => [question, answer]))

/** What stands beside a form that may not be sent yet: its own answers count where it was signed later. */
export const standingBeside = (
  standing: readonly StandingConsent[],
  form: { answers: Answers; signedAt: Date | null },
): StandingAnswers =>
  answersStanding(
    standing.filter(
      ({ question, at }) =>
        !form.signedAt || at >= form.signedAt || yesNo(answerOf(form.answers, question)) === null,
    ),
  )

/** `answers`: of a form, for what stands nowhere. */
export function consentsOf(answers: Answers, standing: StandingAnswers): Consents {
  const given = (consent: ConsentKey) => {
    const id = consentQuestions[consent]
    return yesNo(standing[id]) ?? yesNo(answerOf(answers, id))
  }
  return {
    examination: given('examination'),
    doctor: given('doctor'),
    messages: given('messages'),
    film: given('film'),
    research: given('research'),
  }
}

const consentWording = (consent: ConsentKey): string =>
  questionById.get(consentQuestions[consent])?.wording ?? ''

/** A form that was signed, with the moment of the signature. */
export type SignedForm = { readonly answers: Answers; readonly at: Date }

/** `own`: read by the patient herself. */
export function consentViews(
  standing: readonly StandingConsent[],
  said: readonly ConsentSaid[],
  { zone, own }: { zone: string; own: boolean },
): ConsentView[] {
  return consentKeys.map((consent) => {
    const stands = standing.find(({ question }) => question === consentQuestions[consent])
    const later = said.find(({ id }) => id === stands?.saidId)
    return {
      consent,
      answer: yesNo(stands?.answer),
      wording: consentWording(consent),
      source: later
        ? saidText(later, zone, own)
        : stands
          ? `In the form of ${fullDayText(dayIn(zone, stands.at))}`
          : 'Not answered',
    }
  })
}

/** "Said by the patient herself, 12 Nov 2026"; "Written down by Dana Feld, 12 Nov 2026: On the phone". */
function saidText({ note, by, at }: ConsentSaid, zone: string, own: boolean): string {
  const day = fullDayText(dayIn(zone, at))
  if (note === null) return own ? `You, ${day}` : `Said by the patient, ${day}`
  return `Written down by ${by ?? 'the clinic'}, ${day}: ${note}`
}

/** What was said, one line each, newest first: what stood before stays to be read. */
export const saidLines = (
  said: readonly ConsentSaid[],
  { zone, own }: { zone: string; own: boolean },
): { id: string; text: string }[] =>
  said.flatMap((one) => {
    const consent = consentKeys.find((key) => consentQuestions[key] === one.question)
    if (!consent) return []
    const answer = one.answer === 'yes' ? 'Yes' : 'No'
    return [{ id: one.id, text: `${answer}: ${consentWording(consent)} ${saidText(one, zone, own)}` }]
  })
