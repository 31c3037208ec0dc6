import { Avatar } from '#components/ui/avatar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { UsersIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx'
import type { AccountList, AccountRow } from '#lib/accounts/directory/schema.ts'
import { AccountState, RoleTags } from './account-state.tsx'

function AccountLine({ account }: { account: AccountRow }) {
  const muted = account.status === 'suspended' ? 'text-ink-2' : ''
  return (
    <Row tall>
      <Cell>
        <div className="flex items-center gap-3">
          <Avatar name={account.name} size="large" />
          <div className="min-w-0 leading-snug">
            <TextLink
              href={`/admin/accounts/${account.id}`}
              className={`row-link font-semibold text-base-content! ${muted}`}
            >
              {account.name}
            </TextLink>
            {account.own ? <span className="ml-1.5 text-ink-3">you</span> : null}
            <div className="text-caption text-ink-2">{account.email}</div>
          </div>
        </div>
      </Cell>
      <Cell>
        <RoleTags roles={account.roles} />
      </Cell>
      <Cell>
        <AccountState status={account.status} />
      </Cell>
      <Cell className="num whitespace-nowrap text-ink-2">{account.when}</Cell>
    </Row>
  )
}

const empty = {
  staff: 'Nobody is here yet. Invite the first person at the right.',
  patients: 'Patients get an account from their own page, under Patients.',
  invited: 'Every invitation was accepted.',
  suspended: 'Nobody is suspended.',
} as const

export function AccountTable({ list }: { list: AccountList }) {
  if (list.rows.length === 0) {
    return (
      <div className="p-4 lg:p-6">
        <EmptyState icon={UsersIcon} title={list.search ? 'Nobody found' : 'No accounts'}>
          {list.search ? `No name and no e-mail address has “${list.search}” in it.` : empty[list.view]}
        </EmptyState>
      </div>
    )
  }
  return (
    <Table label="Accounts" minWidth="38rem">
      <TableHead>
        <HeadCell>Person</HeadCell>
        <HeadCell>Roles</HeadCell>
        <HeadCell>Status</HeadCell>
        <HeadCell>{list.view === 'invited' ? 'Invitation' : 'Last sign-in'}</HeadCell>
      </TableHead>
      <tbody>
        {list.rows.map((account) => (
          <AccountLine key={account.id} account={account} />
        ))}
      </tbody>
    </Table>
  )
}
