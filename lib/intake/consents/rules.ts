/** What a patient agreed to in her form (clinical/intake.md 3), by what staff do with it; null: not answered. */
import { answerOf } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'

const asked = {
  examination: 'consent_assessment',
  doctor: 'consent_share_doctor',
  messages: 'consent_messages',
  film: 'consent_video',
  research: 'consent_research',
} as const

export type Consents = Readonly<Record<keyof typeof asked, 'yes' | 'no' | null>>

export function consentsOf(answers: Answers): Consents {
  const given = (id: string) => {
    const answer = answerOf(answers, id)
    return answer === 'yes' || answer === 'no' ? answer : null
  }
  return {
    examination: given(asked.examination),
    doctor: given(asked.doctor),
    messages: given(asked.messages),
    film: given(asked.film),
    research: given(asked.research),
  }
}
