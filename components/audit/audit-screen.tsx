import { PageHeader } from '#components/shell/page-header.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollTextIcon } from '#components/ui/icons.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { AuditFilter, AuditPage } from '#lib/audit/queries.ts'
import { countText } from '#lib/dates.ts'
import { AuditFilterForm } from './audit-filter-form.tsx'

export function AuditScreen({ page, filter }: { page: AuditPage; filter: AuditFilter }) {
  const href = (after: string | null) => {
    const { area, person, from, to } = filter
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries({ area, person, from, to, after: after ?? '' })) {
      if (value) query.set(name, value)
    }
    return query.size > 0 ? `/admin/audit?${query}` : '/admin/audit'
  }
  return (
    <>
      <PageHeader title="Audit" note="Who did what, to whose record; no clinical content" />
      <AuditFilterForm filter={filter} />
      {page.rows.length === 0 ? (
        <div className="p-4 lg:p-6">
          {page.tooMany ? (
            <EmptyState icon={ScrollTextIcon} title={`More than ${page.tooMany} people fit this name`}>
              Nothing was looked for. Write more of the name, or the number of a patient.
            </EmptyState>
          ) : (
            <EmptyState icon={ScrollTextIcon} title="No events">
              Nothing happened that fits. Choose fewer filters or more days.
            </EmptyState>
          )}
        </div>
      ) : (
        <Table label="Events, newest first" minWidth="46rem" still>
          <TableHead>
            <HeadCell>When</HeadCell>
            <HeadCell>Who</HeadCell>
            <HeadCell>What</HeadCell>
            <HeadCell>About</HeadCell>
            <HeadCell>Area</HeadCell>
          </TableHead>
          <tbody>
            {page.rows.map((row) => (
              <Row key={row.id}>
                <Cell className="whitespace-nowrap text-ink-2">
                  <Time at={row.at} text={row.when} />
                </Cell>
                <Cell className="font-medium">{row.who}</Cell>
                <Cell>
                  {row.what}
                  {row.detail ? <span className="ml-1.5 text-ink-2">{row.detail}</span> : null}
                </Cell>
                <Cell>{row.about}</Cell>
                <Cell className="whitespace-nowrap text-ink-3">{row.area}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
      {page.next || filter.after ? (
        <Pagination
          summary={countText(page.rows.length, 'event')}
          newest={filter.after ? href(null) : undefined}
          next={page.next ? href(page.next) : undefined}
        />
      ) : null}
    </>
  )
}
