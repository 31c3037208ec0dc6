import { Fragment } from 'react'
import { SilenceNotice } from '#components/alerts/silence-notice.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { SearchForm } from '#components/ui/search-form.tsx'
import { FilterTabs } from '#components/ui/tabs.tsx'
import { type AccountList, accountViews } from '#lib/accounts/directory/schema.ts'
import { countText } from '#lib/dates.ts'
import { AccountTable } from './account-table.tsx'
import { InvitePanel } from './invite-panel.tsx'

const labels = { staff: 'Staff', patients: 'Patients', invited: 'Invited', suspended: 'Suspended' } as const

/** Cases that open to nobody: what comes in there stands in no list. */
function Unattended({ list: { unattended } }: { list: AccountList }) {
  if (unattended.length === 0) return null
  const cases = unattended.reduce((sum, one) => sum + one.cases, 0)
  return (
    <Notice className="mx-4 mt-4 lg:mx-6">
      {countText(cases, 'case has', 'cases have')} nobody who can sign in: nobody sees what waits in{' '}
      {cases === 1 ? 'it' : 'them'}. Hand over the cases of{' '}
      {unattended.map(({ id, name, cases: of }, at) => (
        <Fragment key={id}>
          {at === 0 ? '' : ', '}
          <TextLink href={`/admin/accounts/${id}`}>{name}</TextLink> ({of})
        </Fragment>
      ))}
      .
    </Notice>
  )
}

/** Cases that the last night could not look at: whoever runs the server finds why in its log. */
function NotAsked({ list: { notAsked } }: { list: AccountList }) {
  if (!notAsked) return null
  return (
    <Notice
      tone="amber"
      className="mx-4 mt-4 lg:mx-6"
      title={`The rules could not look at ${countText(notAsked.cases, 'case')} in the night of ${notAsked.dayText}`}
    >
      Alerts that come with time may be missing there. The care teams see under Alerts whose cases they are;
      the log of the server says why.
    </Notice>
  )
}

export function AccountsScreen({ list, sends }: { list: AccountList; sends: boolean }) {
  const href = (view: string, page = 1) => {
    const query = new URLSearchParams({
      view,
      ...(list.search ? { q: list.search } : {}),
      ...(page > 1 ? { page: String(page) } : {}),
    })
    return `/admin/accounts?${query}`
  }
  return (
    <div className="flex shrink-0 grow flex-col lg:flex-row">
      <div className="relative flex min-w-0 grow flex-col lg:overflow-y-auto">
        <PageHeader
          title="Accounts"
          note="Names and roles only; no clinical content"
          actions={
            <SearchForm
              id="find-account"
              action="/admin/accounts"
              label="Name or e-mail"
              defaultValue={list.search}
              keep={{ view: list.view }}
            />
          }
          tabs={
            <FilterTabs
              label="Accounts"
              tabs={accountViews.map((view) => ({
                href: href(view),
                label: labels[view],
                count: list.counts[view],
                current: view === list.view,
              }))}
            />
          }
        />
        <Unattended list={list} />
        <SilenceNotice silence={list.silence} reader="admin" />
        <NotAsked list={list} />
        <AccountTable list={list} />
        {list.pages > 1 ? (
          <Pagination
            summary={`Page ${list.page} of ${list.pages}, ${list.total} accounts`}
            previous={list.page > 1 ? href(list.view, list.page - 1) : undefined}
            next={list.page < list.pages ? href(list.view, list.page + 1) : undefined}
          />
        ) : null}
        {sends ? null : (
          <Notice className="mx-4 my-5 lg:mx-6">
            Messages are not sent from here yet. They wait in the{' '}
            <TextLink href="/admin/outbox">outbox</TextLink>, where you can read the links and pass them on;
            those of patients in treatment are for their teams.
          </Notice>
        )}
      </div>
      <InvitePanel />
    </div>
  )
}
