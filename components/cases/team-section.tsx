import { ActionForm } from '#components/forms/action-form.tsx'
import { CheckboxGroup } from '#components/forms/choices.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import type { CaseFrame } from '#lib/cases/queries.ts'
import { changeTeamAction } from '#lib/cases/team/actions.ts'

type TeamSectionProps = { frame: CaseFrame; physios: readonly { id: string; name: string }[] }

/** Who treats; the lead changes it. */
export function TeamSection({ frame, physios }: TeamSectionProps) {
  const lead = frame.team.find((member) => member.role === 'lead')
  const members = frame.team.filter((member) => member.role === 'member')
  const people = [
    ...physios,
    ...frame.team.filter((member) => !physios.some((physio) => physio.id === member.id)),
  ]
  const options = people.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Section
      title="Care team"
      aside={
        frame.leads ? (
          <OpenSheet opens="care-team" size="small">
            Change
          </OpenSheet>
        ) : null
      }
    >
      <ul className="grid gap-1.5 text-dense">
        {frame.team.map((member) => (
          <li key={member.id} className="flex items-center gap-2">
            <Avatar name={member.name} />
            <span className="min-w-0 break-words">{member.name}</span>
            {member.role === 'lead' ? <span className="text-ink-3">leads</span> : null}
          </li>
        ))}
      </ul>
      {frame.onTeam ? (
        <p className="no-print mt-3 text-dense">
          <TextLink href={`/cases/${frame.caseId}/seen`}>Who saw this case</TextLink>
        </p>
      ) : null}
      {frame.leads ? (
        <Sheet id="care-team" title="Change the care team">
          <p className="text-dense text-ink-2">
            Who is taken off no longer sees this record. When somebody else leads, you stay only if you are
            ticked.
          </p>
          <ActionForm action={changeTeamAction} idPrefix="team" label="Care team" className="mt-3">
            <input type="hidden" name="caseId" value={frame.caseId} />
            <input type="hidden" name="expected" value={frame.teamToken} />
            <SelectField name="leadId" label="Leads" options={options} defaultValue={lead?.id} />
            <CheckboxGroup
              name="memberIds"
              label="Members"
              optional
              choices={options}
              defaultValue={members.map((member) => member.id)}
            />
            <div className="flex justify-end gap-2">
              <CloseSheet closes="care-team">Cancel</CloseSheet>
              <SubmitButton>Save the team</SubmitButton>
            </div>
          </ActionForm>
        </Sheet>
      ) : null}
    </Section>
  )
}
