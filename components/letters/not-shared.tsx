import { Checkbox } from '#components/forms/choices.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Consents } from '#lib/intake/consents/rules.ts'

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

/** In the form that lets a letter out: the answer of the form, and the tick that stands in for it. */
export function AgreedField({ consents }: { consents: Consents }) {
  if (consents.doctor === 'yes') return null
  return (
    <>
      <NotShared consents={consents} />
      <Checkbox name="agreed" label="I have asked, and the patient agrees to this letter" />
    </>
  )
}
