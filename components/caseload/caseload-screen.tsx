import { Fragment } from 'react'
import { PageHeader } from '#components/shell/page-header.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Rows3Icon } from '#components/ui/icons.tsx'
import { KeyHint } from '#components/ui/key-hint.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { GroupRow, PlainRows, Table } from '#components/ui/table.tsx'
import { FilterTabs } from '#components/ui/tabs.tsx'
import { dayText } from '#lib/dates.ts'
import { pageSize } from '#lib/tracking/caseload/rules.ts'
import {
  type CaseloadView,
  caseloadTabNames,
  caseloadTabs,
  groupNames,
} from '#lib/tracking/caseload/schema.ts'
import { CaseloadFilters } from './caseload-filters.tsx'
import { CaseloadHead } from './caseload-head.tsx'
import { CaseloadKeys } from './caseload-keys.tsx'
import { CaseRow } from './caseload-row.tsx'
import { caseloadAddress } from './words.ts'

function Rows({ view }: { view: CaseloadView }) {
  const { rows, groups, search, today, accountId } = view
  const grouped = search.sort === 'urgent' && search.dir !== 'desc'
  return (
    <PlainRows>
      {rows.map((row, at) => (
        <Fragment key={row.caseId}>
          {grouped && rows[at - 1]?.group !== row.group ? (
            <GroupRow title={groupNames[row.group]} count={groups[row.group]} columns={8} />
          ) : null}
          <CaseRow row={row} today={today} accountId={accountId} />
        </Fragment>
      ))}
    </PlainRows>
  )
}

function Nothing({ view }: { view: CaseloadView }) {
  return (
    <div className="p-6">
      {view.total === 0 ? (
        <EmptyState
          icon={Rows3Icon}
          title="No open case"
          action={<LinkButton href="/intakes">Open intakes</LinkButton>}
        >
          A case opens when you accept an intake, or when a lead adds you to the care team.
        </EmptyState>
      ) : (
        <EmptyState
          icon={Rows3Icon}
          title="No case like this"
          action={<LinkButton href="/caseload">Show all open cases</LinkButton>}
        >
          None of your {view.total} open cases matches this view.
        </EmptyState>
      )}
    </div>
  )
}

function Pages({ view: { rows, page, pages, found, search } }: { view: CaseloadView }) {
  if (pages === 1) return null
  const from = (page - 1) * pageSize + 1
  return (
    <Pagination
      summary={`${from} to ${from + rows.length - 1} of ${found} cases`}
      previous={page > 1 ? caseloadAddress(search, { page: page - 1 }) : undefined}
      next={page < pages ? caseloadAddress(search, { page: page + 1 }) : undefined}
    />
  )
}

/** Every case without a program is soon given one: a view for none of them would only be in the way. */
const shownTabs = ({ counts, search }: CaseloadView) =>
  caseloadTabs.filter((tab) => tab !== 'plan' || tab === search.tab || counts.plan > 0)

/** A row for each open case, the most urgent on top. */
export function CaseloadScreen({ view }: { view: CaseloadView }) {
  const { rows, found, total, counts, search, today } = view
  return (
    <>
      <PageHeader
        title="Caseload"
        note={dayText(today)}
        actions={<CaseloadFilters view={view} />}
        tabs={
          <FilterTabs
            label="Views"
            tabs={shownTabs(view).map((tab) => ({
              href: caseloadAddress(search, { tab }),
              label: caseloadTabNames[tab],
              count: counts[tab],
              current: tab === search.tab,
            }))}
          />
        }
      />
      {rows.length === 0 ? (
        <Nothing view={view} />
      ) : (
        <div id="caseload" className="grow">
          <Table label="Open cases" minWidth="66rem">
            <CaseloadHead search={search} />
            <Rows view={view} />
          </Table>
          <Pages view={view} />
        </div>
      )}
      <footer className="no-print sticky bottom-0 flex h-8 shrink-0 items-center gap-4 border-t border-line bg-base-100 px-4 text-caption text-ink-3 lg:px-6">
        <span className="num">
          {found} of {total} {total === 1 ? 'case' : 'cases'}
        </span>
        <span className="ml-auto flex items-center gap-3 max-lg:hidden">
          <span>On a row:</span>
          <KeyHint keys={['J', 'K']} does="move" />
          <KeyHint keys={['Enter']} does="open" />
          <KeyHint keys={['/']} does="search" />
        </span>
      </footer>
      <CaseloadKeys />
    </>
  )
}
