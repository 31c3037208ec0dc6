import { StateMark, Tag } from '#components/ui/tag.tsx'

type Status = 'invited' | 'active' | 'suspended'

const looks = {
  active: { state: 'on', text: 'Active' },
  invited: { state: 'open', text: 'Invited' },
  suspended: { state: 'off', text: 'Suspended' },
} as const

export function AccountState({ status }: { status: Status }) {
  return <StateMark state={looks[status].state}>{looks[status].text}</StateMark>
}

const names = { admin: 'Admin', physio: 'Physio', patient: 'Patient' } as const

export function RoleTags({ roles }: { roles: readonly (keyof typeof names)[] }) {
  const order = ['admin', 'physio', 'patient'] as const
  return (
    <span className="flex flex-wrap gap-1.5">
      {order
        .filter((role) => roles.includes(role))
        .map((role) => (
          <Tag key={role} tone={role === 'admin' ? 'teal' : 'neutral'}>
            {names[role]}
          </Tag>
        ))}
    </span>
  )
}
