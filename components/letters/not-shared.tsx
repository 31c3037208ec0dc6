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
