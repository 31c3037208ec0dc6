import { ArrowDownIcon, ArrowUpIcon } from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { HeadCell } from '#components/ui/table.tsx'
import { firstDirection } from '#lib/tracking/caseload/rules.ts'
import type { CaseloadSearch, CaseloadSort } from '#lib/tracking/caseload/schema.ts'
import { caseloadAddress } from './words.ts'

const columns: readonly { label: string; sort?: CaseloadSort }[] = [
  { label: 'Patient', sort: 'name' },
  { label: 'Complaint' },
  { label: 'Pain, 8 weeks and 7-day mean', sort: 'pain' },
  { label: 'Done, 14 days', sort: 'done' },
  { label: 'Last log', sort: 'log' },
  { label: 'Alerts', sort: 'urgent' },
  { label: 'Next review', sort: 'review' },
  { label: 'Lead' },
]

/** The heads of the columns; those that sort are links, and a second time turns the order. */
export function CaseloadHead({ search }: { search: CaseloadSearch }) {
  return (
    <thead>
      <tr>
        {columns.map(({ label, sort }) => {
          if (!sort)
            return (
              <HeadCell key={label} className={label === 'Lead' ? 'text-right' : ''}>
                {label}
              </HeadCell>
            )
          const on = search.sort === sort
          const now = search.dir ?? firstDirection(sort)
          const turned = now === 'asc' ? 'desc' : 'asc'
          const href = caseloadAddress(search, { sort, dir: on ? turned : null })
          const sorted = on ? (now === 'asc' ? 'ascending' : 'descending') : undefined
          return (
            <HeadCell key={label} sorted={sorted}>
              <PageLink href={href} className="inline-flex min-h-6 items-center gap-1">
                {label}
                {on ? now === 'asc' ? <ArrowUpIcon size={13} /> : <ArrowDownIcon size={13} /> : null}
              </PageLink>
            </HeadCell>
          )
        })}
      </tr>
    </thead>
  )
}
