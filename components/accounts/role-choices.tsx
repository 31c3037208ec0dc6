import { CheckboxGroup } from '#components/forms/choices.tsx'

const choices = [
  { value: 'physio', label: 'Physio', hint: 'Sees the cases of the care teams they are on' },
  { value: 'admin', label: 'Admin', hint: 'Accounts, clinic, audit. Sees no clinical content' },
]

export function RoleChoices({ roles = [] }: { roles?: readonly string[] }) {
  return <CheckboxGroup name="roles" label="Roles" look="cards" choices={choices} defaultValue={roles} />
}
