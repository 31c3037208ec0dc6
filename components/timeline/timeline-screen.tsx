import { spanLabel } from '#components/charts/days.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ChartLineIcon, ChevronLeftIcon, ChevronRightIcon, Table2Icon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { Segments } from '#components/ui/tabs.tsx'
import { isoDay } from '#lib/dates.ts'
import type { TimelineView } from '#lib/tracking/timeline/queries.ts'
import { isEmpty } from '#lib/tracking/timeline/rules.ts'
import { zooms } from '#lib/tracking/timeline/schema.ts'
import { DayPanel } from './day-panel.tsx'
import { TimelineChart } from './timeline-chart.tsx'
import { TimelineTable } from './timeline-table.tsx'
import { timelineHref } from './words.ts'

function Paging({ view }: { view: TimelineView }) {
  const { model, frame, search } = view
  const page = (until: number | null) =>
    timelineHref(frame.caseId, search, {
      until: until === model.today || until === null ? null : isoDay(until),
      at: null,
    })
  return (
    <nav aria-label="Time" className="no-print flex gap-2">
      {model.earlier === null ? null : (
        <LinkButton href={page(model.earlier)}>
          <ChevronLeftIcon />
          Earlier
        </LinkButton>
      )}
      {model.later === null ? null : (
        <LinkButton href={page(model.later)}>
          Later
          <ChevronRightIcon />
        </LinkButton>
      )}
    </nav>
  )
}

/** Everything about a case on one axis of days, with what stands behind a day and the same as a table. */
export function TimelineScreen({ view }: { view: TimelineView }) {
  const { model, frame, search } = view
  const { caseId } = frame
  const link = (change: Parameters<typeof timelineHref>[2]) => timelineHref(caseId, search, change)
  return (
    <div id="timeline" className="relative px-4 pt-4 pb-8 lg:px-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pb-4">
        <h2 className="text-heading font-semibold">Timeline</h2>
        <span className="num text-dense text-ink-3">{spanLabel(model.from, model.to)}</span>
        <div className="flex flex-wrap items-center gap-3 lg:ml-auto">
          <Paging view={view} />
          <Segments
            label="Weeks"
            tabs={zooms.map((weeks) => ({
              href: link({ weeks, at: null }),
              label: `${weeks} weeks`,
              current: weeks === search.weeks,
            }))}
          />
        </div>
      </div>
      {model.days.every(isEmpty) ? (
        <EmptyState icon={ChartLineIcon} title="Nothing in these weeks" level={3}>
          No entry, no version, no review, no alert and no score lies between these days.
        </EmptyState>
      ) : (
        <>
          <TimelineChart model={model} search={search} />
          <div className="mt-4">
            <DayPanel view={view} />
          </div>
          <PageLink
            href={`${link({ table: search.table ? null : '1' })}#table`}
            className="no-print mt-3 inline-flex min-h-6 items-center gap-1.5 text-dense font-medium text-primary underline-offset-2 hover:underline pointer-coarse:min-h-11"
          >
            <Table2Icon size={16} />
            {search.table ? 'Hide the table' : 'As a table'}
          </PageLink>
          <div id="table">{search.table ? <TimelineTable model={model} search={search} /> : null}</div>
        </>
      )}
    </div>
  )
}
