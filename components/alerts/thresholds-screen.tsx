import { PageHeader } from '#components/shell/page-header.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import type { ThresholdCard } from '#lib/alerts/thresholds/schema.ts'
import { ThresholdList } from './threshold-list.tsx'

/** The numbers of a clinic's rules. */
export function ThresholdsScreen(props: { thresholds: readonly ThresholdCard[]; saved: string | null }) {
  return (
    <>
      <PageHeader
        title="Limits of alerts"
        note="For the whole clinic; the team of a case may set others"
        actions={<LinkButton href="/admin/clinic">Clinic</LinkButton>}
      />
      <div className="max-w-3xl px-4 py-4 lg:px-6">
        <p className="mb-3 text-dense text-ink-2">
          These numbers rest on expert opinion. Limits that come from studies, and those of urgent alerts,
          cannot be changed; they stand with the rules in the library.
        </p>
        <ThresholdList {...props} caseId={null} mayWrite />
      </div>
    </>
  )
}
