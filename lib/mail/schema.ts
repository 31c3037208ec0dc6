/** Plain text only: nothing in a message needs a picture, and a mail program shows text the same everywhere. */
export type MailInput = { to: string; subject: string; text: string }

/** `patientId`: of the patient a message is about, when it is about one who may still be erased. */
export type QueuedMail = MailInput & {
  patientId?: string | null | undefined
  /** It says that something was found or told: an admin who is no physio does not see it in the outbox. */
  clinical?: boolean
  /** When the link in it runs out; a message without one leaves for seven days, and one that calls the duty for two. */
  endsAt?: Date
  /** What the link in it opens, for a message whose outcome stands on the page of a patient. */
  link?: 'intake' | 'invitation'
  /** `tokenHash` of the link in it, with which it is taken back. */
  linkHash?: string
}

/** What the outbox shows: what did not leave, or everything. */
export const outboxViews = ['unsent', 'all'] as const
export type OutboxView = (typeof outboxViews)[number]
