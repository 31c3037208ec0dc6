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
  type YesNo,
} from './schema.ts'

export type Consents = Readonly<Record<ConsentKey, YesNo | null>>

/** By question id, what was said after the form. */
export type SaidSince = Readonly<Record<string, unknown>>

const yesNo = (answer: unknown): YesNo | null => (answer === 'yes' || answer === 'no' ? answer : null)

export function consentsOf(answers: Answers, said: SaidSince = {}): Consents {
  const given = (consent: ConsentKey) => {
    const id = consentQuestions[consent]
    return yesNo(said[id]) ?? yesNo(answerOf(answers, id))
  }
  return {
    examination: given('examination'),
    doctor: given('doctor'),
    messages: given('messages'),
    film: given('film'),
    research: given('research'),
  }
}

export const consentWording = (consent: ConsentKey): string =>
  questionById.get(consentQuestions[consent])?.wording ?? ''

/** Of what was said, newest first, the newest answer to each question after a form. */
export const saidAfter = (said: readonly ConsentSaid[], since: Date | null): SaidSince =>
  Object.fromEntries(
    said
      .filter(({ at }) => since === null || at > since)
      .map(({ question, answer }) => [question, answer] as const)
      .toReversed(),
  )

/** A form that was signed, with the moment of the signature. */
export type SignedForm = { readonly answers: Answers; readonly at: Date }

type Standing = {
  consent: ConsentKey
  answer: YesNo | null
  /** When the form was signed that says so; null when `said` does, or nobody. */
  formAt: Date | null
  said: ConsentSaid | null
}

/** Each consent as it stands: by the newest form that answers it, or by what was said after that. */
export function standingConsents(
  forms: readonly SignedForm[],
  said: readonly ConsentSaid[],
): readonly Standing[] {
  const newestFirst = forms.toSorted((a, b) => b.at.getTime() - a.at.getTime())
  return consentKeys.map((consent) => {
    const id = consentQuestions[consent]
    const form = newestFirst.find(({ answers }) => yesNo(answers[id]) !== null)
    const later = said.find(({ question, at }) => question === id && (!form || at > form.at)) ?? null
    if (later) return { consent, answer: yesNo(later.answer), formAt: null, said: later }
    return { consent, answer: yesNo(form?.answers[id]), formAt: form?.at ?? null, said: null }
  })
}

/** `own`: read by the patient herself. */
export function consentViews(
  forms: readonly SignedForm[],
  said: readonly ConsentSaid[],
  { zone, own }: { zone: string; own: boolean },
): ConsentView[] {
  return standingConsents(forms, said).map(({ consent, answer, formAt, said: later }) => ({
    consent,
    answer,
    wording: consentWording(consent),
    source: formAt
      ? `In the form of ${fullDayText(dayIn(zone, formAt))}`
      : later
        ? saidText(later, zone, own)
        : 'Not answered',
  }))
}

/** "Said by the patient herself, 12 Nov 2026"; "Written down by Dana Feld, 12 Nov 2026: On the phone". */
export function saidText({ note, by, at }: ConsentSaid, zone: string, own: boolean): string {
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
