import { z } from 'zod'

/** What a patient may agree to and take back (clinical/intake.md 3), by what staff do with it, with its question. */
export const consentQuestions = {
  examination: 'consent_assessment',
  doctor: 'consent_share_doctor',
  messages: 'consent_messages',
  film: 'consent_video',
  research: 'consent_research',
} as const
export type ConsentKey = keyof typeof consentQuestions
export const consentKeys = Object.keys(consentQuestions) as ConsentKey[]

export type YesNo = 'yes' | 'no'

const change = {
  consent: z.enum(consentKeys, 'Choose what it is about.'),
  answer: z.enum(['yes', 'no'], 'Choose yes or no.'),
}

export const changeConsentInput = z.strictObject(change)
export type ChangeConsentInput = z.output<typeof changeConsentInput>

/** `id` is made with the form: sending it twice is one note. */
export const noteConsentInput = z.strictObject({
  id: z.uuidv7(),
  caseId: z.uuid(),
  ...change,
  note: z
    .string('Write how the patient said it.')
    .trim()
    .min(3, 'Write how the patient said it.')
    .max(500, 'At most 500 characters.'),
})
export type NoteConsentInput = z.output<typeof noteConsentInput>

/** What was said after a form, newest first. */
export type ConsentSaid = {
  id: string
  question: string
  answer: string
  note: string | null
  /** Null when it is not to be named: the patient herself, or to her whoever wrote it down. */
  by: string | null
  at: Date
}

/** The answer to a question that counts now, in all treatments. */
export type StandingConsent = {
  question: string
  answer: string
  at: Date
  /** Of `ConsentSaid`; null when a form says so. */
  saidId: string | null
}

/** A consent as it stands, in words. */
export type ConsentView = {
  consent: ConsentKey
  wording: string
  /** Null: not answered. */
  answer: YesNo | null
  /** "In the form", "Said by the patient, 12 Nov". */
  source: string
}
