import { PageHeader } from '#components/shell/page-header.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { CircleCheckIcon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { FilterTabs } from '#components/ui/tabs.tsx'
import { pageSize } from '#lib/alerts/worklist/rules.ts'
import { type AlertViewName, alertViewNames, alertViews, type Worklist } from '#lib/alerts/worklist/schema.ts'
import { AlertItem } from './alert-item.tsx'
import { NotAskedNotice } from './not-asked.tsx'
import { SilenceNotice } from './silence-notice.tsx'
import { WaitingFlags } from './waiting-flags.tsx'

const address = (view: AlertViewName, page = 1) =>
  `/alerts?${new URLSearchParams({ view, ...(page > 1 ? { page: String(page) } : {}) })}`

const empty: Record<AlertViewName, { title: string; text: string }> = {
  mine: {
    title: 'Nothing waits for you',
    text: 'Alerts of the cases you lead, and those handed over to you, stand here.',
  },
  team: {
    title: 'No open alert',
    text: 'The rules look at every new entry at once and at every open case each night.',
  },
  snoozed: { title: 'Nothing is snoozed', text: 'What you put aside stands here until its day.' },
}

/** What waits across the cases of a physio, gravest first. */
export function WorklistScreen({ list }: { list: Worklist }) {
  const { search, flags, notAsked, silence, counts, cards, found, page, pages } = list
  const from = (page - 1) * pageSize + 1
  return (
    <>
      <PageHeader
        title="Alerts"
        note="Gravest first, then the oldest"
        tabs={
          <FilterTabs
            label="Views"
            tabs={alertViews.map((view) => ({
              href: address(view),
              label: alertViewNames[view],
              count: counts[view],
              current: view === search.view,
            }))}
          />
        }
      />
      <SilenceNotice silence={silence} reader="physio" />
      <NotAskedNotice cases={notAsked} />
      <WaitingFlags flags={flags} />
      {cards.length > 0 ? (
        <>
          <ul className="max-w-4xl grow px-4 lg:px-6">
            {cards.map((alert) => (
              <AlertItem key={alert.id} alert={alert} patient mayWrite />
            ))}
          </ul>
          {pages > 1 ? (
            <Pagination
              summary={`${from} to ${from + cards.length - 1} of ${found} alerts`}
              previous={page > 1 ? address(search.view, page - 1) : undefined}
              next={page < pages ? address(search.view, page + 1) : undefined}
            />
          ) : null}
        </>
      ) : flags.length > 0 ? null : (
        <div className="p-6">
          <EmptyState
            icon={CircleCheckIcon}
            title={empty[search.view].title}
            action={<LinkButton href="/caseload">Open the caseload</LinkButton>}
          >
            {empty[search.view].text}
          </EmptyState>
        </div>
      )}
    </>
  )
}
