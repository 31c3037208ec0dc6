import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Consents } from '#lib/intake/consents/rules.ts'

/** She says no to being examined (clinical/intake.md 3, `consent_assessment`): somebody calls her before the visit. */
export function NoExamination({ consents, caseId }: { consents: Consents; caseId?: string | null }) {
  if (consents.examination !== 'no') return null
  return (
    <Notice tone="ink" title="Has not agreed to be examined">
      The patient says no to an examination by a physiotherapist. Call before the visit and ask what the
      patient agrees to. Do not examine before you have asked again,{' '}
      {caseId ? (
        <>
          and <TextLink href={`/cases/${caseId}/intake#consents`}>write down what the patient says</TextLink>.
        </>
      ) : (
        'and write the answer in the note.'
      )}
    </Notice>
  )
}
