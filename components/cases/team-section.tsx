import { Avatar } from '#components/ui/avatar.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import type { CaseFrame } from '#lib/cases/queries.ts'
import { OpenTeamSheet, TeamSheet } from './team-sheet.tsx'

type TeamSectionProps = { frame: CaseFrame; physios: readonly { id: string; name: string }[] }

/** Who treats; the lead changes it. */
export function TeamSection({ frame, physios }: TeamSectionProps) {
  const { caseId, team, teamToken: token } = frame
  return (
    <Section
      title="Care team"
      aside={frame.leads ? <OpenTeamSheet caseId={caseId} label="Change" size="small" /> : null}
    >
      <ul className="grid gap-1.5 text-dense">
        {team.map((member) => (
          <li key={member.id} className="flex items-center gap-2">
            <Avatar name={member.name} />
            <span className="min-w-0 break-words">{member.name}</span>
            {member.role === 'lead' ? <span className="text-ink-3">leads</span> : null}
          </li>
        ))}
      </ul>
      {frame.onTeam ? (
        <p className="no-print mt-3 text-dense">
          <TextLink href={`/cases/${caseId}/seen`}>Who saw this case</TextLink>
        </p>
      ) : null}
      {frame.leads ? <TeamSheet {...{ caseId, team, token, physios }} /> : null}
    </Section>
  )
}
