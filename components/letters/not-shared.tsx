import { Checkbox } from '#components/forms/choices.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Consents } from '#lib/intake/consents/rules.ts'
import type { LetterView } from '#lib/letters/queries.ts'
import { formAllows } from '#lib/letters/rules.ts'

/** The form asks whether a summary may go to the doctor (clinical/intake.md 3, `consent_share_doctor`). */
export function NotShared({ consents, className }: { consents: Consents; className?: string }) {
  if (consents.doctor === 'yes') return null
  return (
    <Notice title="Ask before you send a letter" {...(className ? { className } : {})}>
      {consents.doctor === 'no'
        ? 'The patient has said no to sharing a summary with the doctor.'
        : 'The patient has not said whether a summary may be shared with the doctor.'}
    </Notice>
  )
}

type Props = {
  view: Pick<LetterView, 'recipientKind' | 'recipient' | 'frame'>
  /** Of a sending: the name that the letter is written to, which may be changed. */
  to?: string
}

/** In the form that lets a letter out: the answer of the form, and the tick that stands in for it. */
export function AgreedField({ view, to }: Props) {
  const { consents } = view.frame
  const allowed = formAllows(consents.doctor, view)
  if (allowed && to === undefined) return null
  return (
    <>
      {allowed ? null : view.recipientKind === 'other' ? (
        <Notice title="Ask before this letter goes out">
          The form is about sharing with the doctor alone, and this letter goes to somebody else.
        </Notice>
      ) : (
        <NotShared consents={consents} />
      )}
      <Checkbox
        name="agreed"
        label="I have asked, and the patient agrees to this letter"
        hint={allowed ? `Needed when it goes to somebody other than ${to}` : undefined}
      />
    </>
  )
}
