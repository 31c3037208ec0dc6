import { addDays, type Day } from '#lib/dates.ts'

/** Within a month of the day on which it was asked (GDPR Art. 12(3)), counted short. */
const DAYS = 30

export const dueOn = (asked: Day): Day => addDays(asked, DAYS)

/** What an erasure is answered with unless somebody writes otherwise. */
export const erasureAnswers = {
  erased:
    'We erased your name, your details, your form and your account. What stays is that you asked, and when.',
  kept: 'The law asks us to keep the record of a treatment for years after its end, so we cannot erase it. We use it for nothing else. When that time is over, we erase it.',
} as const
