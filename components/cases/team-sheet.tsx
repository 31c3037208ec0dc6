import { ActionForm } from '#components/forms/action-form.tsx'
import { CheckboxGroup } from '#components/forms/choices.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { changeTeamAction } from '#lib/cases/team/actions.ts'
import type { TeamRow } from '#lib/cases/team/rules.ts'

type Person = { id: string; name: string }
type TeamSheetProps = {
  caseId: string
  team: readonly (Person & { role: TeamRow['role'] })[]
  /** Of the team that the page shows (`teamToken`). */
  token: string
  /** Who can be put on it. */
  physios: readonly Person[]
}

const idOf = (caseId: string) => `care-team-${caseId}`

type OpenProps = { caseId: string; label: string; size?: 'small' }

export const OpenTeamSheet = ({ caseId, label, size }: OpenProps) => (
  <OpenSheet opens={idOf(caseId)} {...(size ? { size } : {})}>
    {label}
  </OpenSheet>
)

/** Who leads and who is on the team of a case. Somebody who is suspended can stay until she is taken off. */
export function TeamSheet({ caseId, team, token, physios }: TeamSheetProps) {
  const id = idOf(caseId)
  const people = [...physios, ...team.filter((member) => !physios.some((physio) => physio.id === member.id))]
  const options = people.map((person) => ({ value: person.id, label: person.name }))
  const ids = (role: TeamRow['role']) => team.filter((member) => member.role === role).map((one) => one.id)
  return (
    <Sheet id={id} title="Change the care team">
      <p className="text-dense text-ink-2">
        Who is taken off no longer sees this record. Who led before stays only when ticked.
      </p>
      <ActionForm action={changeTeamAction} idPrefix={id} label="Care team" className="mt-3">
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="expected" value={token} />
        <SelectField name="leadId" label="Leads" options={options} defaultValue={ids('lead')[0]} />
        <CheckboxGroup
          name="memberIds"
          label="Members"
          optional
          choices={options}
          defaultValue={ids('member')}
        />
        <div className="flex justify-end gap-2">
          <CloseSheet closes={id}>Cancel</CloseSheet>
          <SubmitButton>Save the team</SubmitButton>
        </div>
      </ActionForm>
    </Sheet>
  )
}
