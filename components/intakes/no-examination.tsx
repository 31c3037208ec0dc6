import { Notice } from '#components/ui/notice.tsx'
import type { Consents } from '#lib/intake/consents/rules.ts'

/** She answered no to being examined (clinical/intake.md 3, `consent_assessment`): somebody calls her before the visit. */
export function NoExamination({ consents }: { consents: Consents }) {
  if (consents.examination !== 'no') return null
  return (
    <Notice tone="ink" title="Has not agreed to be examined">
      The form says no to an examination by a physiotherapist. Call before the visit and ask what the patient
      agrees to. Do not examine before you have asked again, and write the answer in the note.
    </Notice>
  )
}
