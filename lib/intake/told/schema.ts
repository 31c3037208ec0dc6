import type { Day } from '#lib/dates.ts'

/** A form that was sent in a case. */
export type ToldForm = {
  id: string
  kind: 'intake' | 'review_form' | 'visit_form'
  at: Date
  /** The day on which it was sent, in the clinic's zone. */
  on: Day
  /** The day of its safety answers, which may be older. */
  safetyOn: Day
  /** As it was stored: `cleanAnswers` reads it by the questions of today. */
  answers: unknown
}
