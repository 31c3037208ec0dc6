import { Corrected } from '#components/cases/corrected.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { dayText } from '#lib/dates.ts'
import { weeksText } from '#lib/programs/builder/rules.ts'
import type { VersionView } from '#lib/programs/version/queries.ts'
import { Changes } from './changes.tsx'
import { PhaseTable } from './phase-table.tsx'

/** A published version as it was on its day. */
export function VersionScreen({ version, corrected }: { version: VersionView; corrected: string | null }) {
  return (
    <div className="px-4 pt-4 pb-8 lg:px-6">
      <div className="flex flex-wrap items-center gap-3 pb-3">
        <h2 className="text-heading font-semibold">Version {version.number}</h2>
        <span className="text-dense text-ink-3">
          from {dayText(version.startsOn)}, published by {version.publishedBy}
        </span>
        <span className="lg:ml-auto">
          <LinkButton href={`/cases/${version.caseId}/program`}>Back to the program</LinkButton>
        </span>
      </div>
      <Corrected corrected={corrected} what="program" draft={false} className="mb-3" />
      {version.note ? <p className="pb-3 text-dense whitespace-pre-line">{version.note}</p> : null}
      <div className="xl:grid xl:grid-cols-[minmax(0,1fr)_260px] xl:gap-8">
        <div className="min-w-0">
          {version.phases.map((phase) => (
            <Section key={phase.key} title={phase.name} note={weeksText(phase.weeks)}>
              <PhaseTable phase={phase} />
            </Section>
          ))}
        </div>
        {version.changes ? (
          <Section title={`Changes to version ${version.before}`}>
            <Changes list={version.changes} />
          </Section>
        ) : null}
      </div>
    </div>
  )
}
