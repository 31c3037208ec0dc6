import { isClosed } from '#lib/cases/rules.ts'
import { addDays, type Day, nearDayText } from '#lib/dates.ts'
import type { Closed, ReviewAsking, ReviewFormState } from './schema.ts'

/** The form is sent 3 days before every planned review (clinical/intake.md 18.4). */
export const DAYS_BEFORE = 3

export const asksFrom = (reviewOn: Day): Day => addDays(reviewOn, -DAYS_BEFORE)

/** Whether it is time for the form, answered or not. */
export const isTime = ({ status, reviewOn, today }: ReviewAsking): boolean =>
  !isClosed(status) && reviewOn !== null && today >= asksFrom(reviewOn)

/** Whether the form waits: it is time, and nobody has answered the whole of it since. */
export const isAsked = (one: ReviewAsking): boolean => isTime(one) && one.answeredId === null

type Begun = {
  id: string
  /** Null for the safety questions alone. */
  reviewOn: Day | null
  /** Somebody has asked its questions since it was saved. */
  askedSince: boolean
}

/** Why a form that was begun takes no answers any more; null while it does. */
export function closedBy(form: Begun, one: ReviewAsking): Closed | null {
  if (isClosed(one.status)) return 'ended'
  if (form.reviewOn === null) return form.askedSince ? 'answered' : null
  if (one.reviewOn === null || form.reviewOn !== one.reviewOn) return 'reviewed'
  if (one.answeredId !== null && one.answeredId !== form.id) return 'answered'
  return isTime(one) ? null : 'moved'
}

export const closedWords: Record<Closed, { title: string; text: string }> = {
  answered: {
    title: 'These questions are answered',
    text: 'Your physio has written down your answers with you. What you had answered here is kept, and your physio can read it.',
  },
  reviewed: {
    title: 'Your review has taken place',
    text: 'This form belonged to it. What you had answered is kept, and your physio can read it.',
  },
  moved: {
    title: 'Your review was moved to a later day',
    text: `So this form waits, too, and opens again ${DAYS_BEFORE} days before it. What you have answered is kept.`,
  },
  ended: {
    title: 'Your treatment has ended',
    text: 'So this form is closed. What you had answered is kept, and your clinic can read it.',
  },
}

/** For what is saved into a form that closed meanwhile. */
export const closedSentence = (closed: Closed): string =>
  `${closedWords[closed].title}. ${closedWords[closed].text}`

type Seen = {
  answered: { id: string; on: Day; by: string | null } | null
  begun: { id: string; on: Day } | null
}

/** Of the form before the planned review, for a physio. `by`: the physio who asked it; null for the patient's own hand. */
export function stateOf(one: ReviewAsking, { answered, begun }: Seen): ReviewFormState | null {
  if (!isTime(one)) return null
  const near = (on: Day) => {
    const text = nearDayText(on, one.today)
    return on >= addDays(one.today, -1) ? text.toLowerCase() : `on ${text}`
  }
  const at = (id: string) => `/cases/${one.caseId}/intake?form=${id}`
  if (answered) {
    const hand = answered.by === null ? 'answered by the patient' : `asked by ${answered.by}`
    return { waits: false, text: `${hand} ${near(answered.on)}`, href: at(answered.id) }
  }
  if (begun)
    return { waits: true, text: `begun by the patient ${near(begun.on)}, not sent yet`, href: at(begun.id) }
  return { waits: true, text: 'asked, not answered yet', href: null }
}
