import { TextLink } from '#components/ui/link-button.tsx'
import { StateMark } from '#components/ui/tag.tsx'
import { dayText } from '#lib/dates.ts'
import type { VersionLine } from '#lib/programs/builder/schema.ts'

type VersionListProps = {
  caseId: string
  versions: readonly VersionLine[]
  today: string
  /** The case has ended: nothing holds any more. */
  closed: boolean
}

/** Every version that was published; each stays readable. */
export function VersionList({ caseId, versions, today, closed }: VersionListProps) {
  return (
    <ol className="grid gap-2.5 text-dense">
      {versions.map((version) => (
        <li key={version.number}>
          <div className="flex items-baseline justify-between gap-3">
            <TextLink href={`/cases/${caseId}/program/versions/${version.number}`}>
              Version {version.number}
            </TextLink>
            {version.holds ? (
              <StateMark state={closed ? 'open' : 'on'}>
                {closed ? 'held at the end' : 'holds today'}
              </StateMark>
            ) : null}
          </div>
          <div className="text-caption text-ink-2">
            from {dayText(version.startsOn, today)}, {version.publishedBy}
          </div>
          {version.note ? (
            <div className="text-caption whitespace-pre-line text-ink-2">{version.note}</div>
          ) : null}
          {version.phases.map(({ on, by, reason }) => (
            <div key={`${on} ${reason}`} className="text-caption text-ink-2">
              {dayText(on, today)}, {by}: {reason}
            </div>
          ))}
        </li>
      ))}
    </ol>
  )
}
