import { PageHeader } from '#components/shell/page-header.tsx'
import { ChevronLeftIcon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Facts, Section } from '#components/ui/section.tsx'
import type { AccountDetail } from '#lib/accounts/directory/schema.ts'
import { AccountState, RoleTags } from './account-state.tsx'
import { EmailForm } from './email-form.tsx'
import { HandOver } from './hand-over-form.tsx'
import { NameForm } from './name-form.tsx'
import { RolesForm } from './roles-form.tsx'
import { SignInForms } from './sign-in-forms.tsx'

/** One account: what it may do, how it gets in, and the cases that go to others before it leaves. */
export function AccountScreen({ account }: { account: AccountDetail }) {
  const staff = account.roles.some((role) => role !== 'patient')
  return (
    <>
      <PageHeader
        title={account.name}
        note={account.own ? 'you' : account.email}
        actions={
          <LinkButton href="/admin/accounts" variant="ghost">
            <ChevronLeftIcon />
            All accounts
          </LinkButton>
        }
      />
      <div className="grid gap-x-10 px-4 py-5 lg:grid-cols-2 lg:px-6">
        <div>
          <Section title="Account" line={false}>
            <Facts
              width="7rem"
              items={[
                { term: 'E-mail', value: <span className="break-all">{account.email}</span> },
                { term: 'Roles', value: <RoleTags roles={account.roles} /> },
                { term: 'Status', value: <AccountState status={account.status} /> },
                {
                  term: account.status === 'invited' ? 'Invitation' : 'Last sign-in',
                  value: account.when || 'Never',
                },
              ]}
            />
          </Section>
          {staff ? <NameForm account={account} /> : null}
          <EmailForm account={account} />
          {staff ? <RolesForm account={account} /> : null}
          <SignInForms account={account} />
        </div>
        {staff ? <HandOver account={account} /> : null}
      </div>
    </>
  )
}
