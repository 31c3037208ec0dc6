import { PageHeader } from '#components/shell/page-header.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import type { ThresholdCard } from '#lib/alerts/thresholds/schema.ts'
import { ThresholdList } from './threshold-list.tsx'

const parts = [
  { about: 'alerts', title: 'Alerts', note: 'The team of a case may set others for it.' },
  {
    about: 'factors',
    title: 'Contributing factors',
    note: 'A new limit holds from the next evaluation of a case: when an input changes, or somebody evaluates it again.',
  },
] as const

/** The numbers of a clinic's rules. */
export function ThresholdsScreen({
  thresholds,
  saved,
}: {
  thresholds: readonly ThresholdCard[]
  saved: string | null
}) {
  return (
    <>
      <PageHeader
        title="Limits"
        note="For the whole clinic"
        actions={<LinkButton href="/admin/clinic">Clinic</LinkButton>}
      />
      <div className="max-w-3xl px-4 py-4 lg:px-6">
        <p className="mb-3 text-dense text-ink-2">
          These numbers rest on expert opinion. Limits that come from studies, and those of urgent alerts,
          cannot be changed; they stand with the rules in the library.
        </p>
        {parts.map(({ about, title, note }) => (
          <Section key={about} title={title} note={note}>
            <ThresholdList
              thresholds={thresholds.filter((one) => one.about === about)}
              caseId={null}
              mayWrite
              saved={saved}
            />
          </Section>
        ))}
      </div>
    </>
  )
}
