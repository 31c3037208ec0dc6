import { inSentence } from '#lib/dates.ts'
import type { PatientMail } from '#lib/mail/queries.ts'

/** What to do about a message that did not arrive; nothing about one that left or may leave at any moment. */
const words = {
  waiting: null,
  sent: null,
  failing: 'has not left yet. It is tried again by itself.',
  refused: 'was refused by the mail server: check the address, then send it again.',
  'given up': 'could not be sent. Send it again, or call.',
  'taken back': null,
  'too old': 'was not sent in time. Send it again, or call.',
} as const

/** How the last link or invitation fared that was mailed to the address above. */
export function MailLine({ mail }: { mail: PatientMail | null }) {
  const said = mail && words[mail.state]
  if (!said) return null
  return (
    <p className="mt-2 text-dense">
      The message of {inSentence(mail.when)} {said}
    </p>
  )
}
