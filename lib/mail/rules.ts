import { type RequestKind, requestWords } from '#lib/patients/record/schema.ts'
import type { MailInput } from './schema.ts'

/**
 * The words of every message. A mailbox is shared, forwarded and read by a provider, so that no message says more than
 * who writes and what to do: never an answer, a finding, a diagnosis or a reason for the visit.
 */
type To = { to: string; name: string; clinic: string }

const letter = (p: To, paragraphs: readonly string[]): string =>
  [`Hello ${p.name}`, ...paragraphs, p.clinic].join('\n\n')

/** The clinic may not have entered its number yet. */
const atNumber = ({ phone }: { phone: string }): string => (phone.trim() === '' ? '' : `: ${phone.trim()}`)

/** Minutes after each attempt that failed, about a day and a half together: a mail server is mended by then, or will not be. */
const pauses = [1, 5, 15, 60, 180, 720, 1440] as const

export const MAX_ATTEMPTS = pauses.length + 1

/** How long one attempt may take in all; less than the first pause, so that no other server begins while it lasts. */
export const PATIENCE_MS = 45_000

/** When a message is due again whose attempt number `attempts` (from 1) begins at `now`, if that fails. */
export function dueAgain(attempts: number, now: Date): Date {
  const minutes = pauses[Math.min(Math.max(attempts, 1), pauses.length) - 1] ?? 0
  return new Date(now.getTime() + minutes * 60_000)
}

/** What stands in place of the error of a message that no further attempt would help. */
export const refusedForGood = 'REFUSED'

export type MailState = 'waiting' | 'sent' | 'failing' | 'refused' | 'given up' | 'taken back' | 'too old'

export type MailProgress = {
  sentAt: Date | null
  error: string | null
  attempts: number
  endsAt: Date
  takenBack?: boolean
}

/** How a message stands, for whoever looks into the outbox. */
export function mailState(m: MailProgress, now: Date): MailState {
  if (m.sentAt) return 'sent'
  if (m.error === refusedForGood) return 'refused'
  if (m.attempts >= MAX_ATTEMPTS) return 'given up'
  if (m.takenBack) return 'taken back'
  if (m.endsAt <= now) return 'too old'
  return m.error ? 'failing' : 'waiting'
}

/**
 * Whether a mail server that answers refused this message alone, for its address or its words: the next one may well leave.
 * What is not an answer to one message (no connection, no patience left, a wrong password, "closing") is about all.
 */
export function isAboutOneMessage(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  return (
    (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof responseCode === 'number' && responseCode !== 421
  )
}

/**
 * Whether it refused the address for good (5xx to RCPT): asked again it says the same. A busy mailbox (4xx) may take it later,
 * and so may a server whose rules refuse the sender (5.7), once somebody has mended that.
 */
export function isRefusedForGood(error: unknown): boolean {
  const { responseCode, command, response } = error as Record<string, unknown>
  return (
    isAboutOneMessage(error) &&
    command === 'RCPT TO' &&
    Number(responseCode) >= 500 &&
    !/ 5\.7\.\d|relay/i.test(String(response ?? ''))
  )
}

export const invitationMail = (p: To & { url: string; until: string }): MailInput => ({
  to: p.to,
  subject: `Your account at ${p.clinic}`,
  text: letter(p, [
    `${p.clinic} has made an account for you. Open this link and choose a password:`,
    p.url,
    `The link works once, until ${p.until}. If it has run out, ask us for a new one.`,
    'If you did not expect this message, you can ignore it.',
  ]),
})

export const resetMail = (p: To & { url: string }): MailInput => ({
  to: p.to,
  subject: 'Choose a new password',
  text: letter(p, [
    'Somebody asked for a new password for your account. Open this link and choose one:',
    p.url,
    'The link works once, for 60 minutes. If it was not you, you can ignore this message; your password stays as it is.',
  ]),
})

/**
 * How somebody came to a new password: a link that was asked for, that a colleague sent or that whoever runs the server made, or the
 * one before.
 */
export type PasswordSet = 'link' | 'sent' | 'byHand' | 'own'

const passwordSetWith = (how: PasswordSet, clinic: string): string => {
  switch (how) {
    case 'link':
      return 'with a link. Every device that was signed in before is signed out.'
    case 'sent':
      return `with a link that ${clinic} sent. Every device that was signed in before is signed out.`
    case 'byHand':
      return 'with a link that whoever runs the server made there. Every device that was signed in before is signed out.'
    case 'own':
      return 'by somebody who was signed in and knew the one before. Every other device is signed out.'
  }
}

/** To whoever has a new password, in case she did not choose it. */
export const passwordSetMail = (p: To & { how: PasswordSet; when: string; phone: string }): MailInput => ({
  to: p.to,
  subject: 'Your password was set anew',
  text: letter(p, [
    `The password of your account was set anew on ${p.when}, ${passwordSetWith(p.how, p.clinic)}`,
    `If it was not you, please call us at once${atNumber(p)}.`,
  ]),
})

/** To the other admins, or else to who leads cases: somebody may read and treat from now on. */
export const newPhysioMail = (p: To & { physio: string; by: string }): MailInput => ({
  to: p.to,
  subject: 'Stepwise: somebody is a physio now',
  text: letter(p, [
    `${p.by} gave ${p.physio} the role of a physio: to read the forms that wait, and the records of the teams that this account is on.`,
    'If you know of no reason, please ask.',
  ]),
})

/** To the old address; it does not name the new one. */
export const oldAddressMail = (p: To & { phone: string }): MailInput => ({
  to: p.to,
  subject: 'Your address for signing in was changed',
  text: letter(p, [
    `${p.clinic} has changed the e-mail address with which you sign in. This one is not used any more.`,
    `If you did not ask for it, please call us${atNumber(p)}.`,
  ]),
})

export const newAddressMail = (p: To & { url: string; phone: string }): MailInput => ({
  to: p.to,
  subject: 'You sign in with this address now',
  text: letter(p, [
    `${p.clinic} has changed the e-mail address with which you sign in to this one. Your password stays as it is:`,
    p.url,
    `If you did not expect this message, please call us${atNumber(p)}.`,
  ]),
})

export const intakeMail = (p: To & { url: string; until: string; phone: string }): MailInput => ({
  to: p.to,
  subject: `Your form from ${p.clinic}`,
  text: letter(p, [
    'Before your first visit we would like to know more about you. Open this link and answer the questions:',
    p.url,
    'You need no account. The form asks for your date of birth first. It saves itself, so you can stop and go on later.',
    `The link works until ${p.until}. Please do not pass it on. If you have a question, call us: ${p.phone}.`,
  ]),
})

type DutyMail = { subject: string; text: string }

/** To whoever is on duty (`queue_duty_mail`, which adds what she can open): an answer fired a flag. */
export const answerMail: DutyMail = {
  subject: 'Stepwise: an answer needs you now',
  text: 'Somebody gave an answer that should be looked at at once. Please sign in and open:',
}

/** The same for patients with something urgent. */
export const urgentMail: DutyMail = {
  subject: 'Stepwise: something needs you today',
  text: 'Please sign in and open:',
}

export const handedOverMail = (p: To & { cases: number; url: string }): MailInput => ({
  to: p.to,
  subject: p.cases === 1 ? 'A case was handed to you' : `${p.cases} cases were handed to you`,
  text: letter(p, [
    'They stand in your caseload; a closed one whose red flag waits stands under Alerts:',
    p.url,
  ]),
})

/** To who leads a case, when somebody else has put others on its team. It names neither them nor whose case it is. */
export const teamGrownMail = (p: To & { cases: number; url: string }): MailInput => ({
  to: p.to,
  subject:
    p.cases === 1
      ? 'Somebody was put on a care team of yours'
      : `Somebody was put on ${p.cases} care teams of yours`,
  text: letter(p, [
    'An admin has put another physio on the team, who can read and write in the case from now on. Who is on a team stands on the page of its case:',
    p.url,
    'If you know of no reason, please ask.',
  ]),
})

/** To who treats a patient whose address somebody else has changed. */
export const addressChangedMail = (p: To & { url: string }): MailInput => ({
  to: p.to,
  subject: 'Stepwise: the e-mail address of a patient was changed',
  text: letter(p, [
    'Somebody who does not treat this patient entered another e-mail address. Nothing that opens the record goes there before one of the team has looked at it. Please check with the patient that it is right:',
    p.url,
  ]),
})

/** To the lead of the treatment in which something was told that stopped another one too, and was answered there. */
export const answeredElsewhereMail = (p: To & { url: string }): MailInput => ({
  to: p.to,
  subject: 'Stepwise: an alert was resolved for you',
  text: letter(p, [
    'Somebody who gives another treatment to the same patient has resolved an alert of yours. What was done stands here:',
    p.url,
  ]),
})

export const programMail = (p: To & { url: string }): MailInput => ({
  to: p.to,
  subject: `Your program at ${p.clinic}`,
  text: letter(p, ['Your program is ready. Sign in to see it:', p.url]),
})

/** Without name and address: the database fills in {name} and {clinic} for the patient of a case (`queue_patient_mail`). */
export const reviewFormMail = (url: string): Omit<MailInput, 'to'> => ({
  subject: 'A form from {clinic}',
  text: letter({ to: '', name: '{name}', clinic: '{clinic}' }, [
    'We would like to ask you a few questions before we see you next. Sign in to answer them:',
    url,
    'It takes about 5 minutes. The form saves itself, so you can stop and go on later.',
  ]),
})

/** As above, for whom the treatment has ended. */
export const endedFormsMail = (url: string): Omit<MailInput, 'to'> => ({
  subject: 'Forms from {clinic}',
  text: letter({ to: '', name: '{name}', clinic: '{clinic}' }, [
    'We would like to know how you are doing since we saw you last. Sign in to answer a few questions:',
    url,
    'It takes about 5 minutes.',
  ]),
})

/** Without name and address: the database fills in {name} for every admin (`queue_admin_mail`). */
export const recordRequestMail = (p: {
  clinic: string
  kind: RequestKind
  number: string
  url: string
}): Omit<MailInput, 'to'> => ({
  subject: `${p.number} asks for ${requestWords[p.kind]}`,
  text: letter({ to: '', name: '{name}', clinic: p.clinic }, [
    `${p.number} asks for ${requestWords[p.kind]} of the own record.${p.kind === 'correction' ? ' Please call back.' : ''}`,
    `Say there when it is done: ${p.url}`,
  ]),
})

/** The last message to somebody who was erased: she cannot sign in any more to read it. */
export const erasedMail = (p: To & { answer: string }): MailInput => ({
  to: p.to,
  subject: `Your request to ${p.clinic}`,
  text: letter(p, ['You asked us to erase what we know about you. Our answer:', p.answer]),
})

/** To the admins, when somebody who alone treats cases was suspended or is no physio any more. It does not name who. */
export const unattendedMail = (p: To & { cases: number; url: string }): MailInput => ({
  to: p.to,
  subject: p.cases === 1 ? 'A case has nobody now' : `${p.cases} cases have nobody now`,
  text: letter(p, [
    'An account was suspended, or is no physio’s any more, whose cases nobody else treats. Nobody sees what comes in there until you hand them over:',
    p.url,
  ]),
})
