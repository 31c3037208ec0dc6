import { cx } from '#components/ui/cx.ts'
import {
  MailIcon,
  OctagonAlertIcon,
  PhoneIcon,
  ShieldCheckIcon,
  SirenIcon,
  TriangleAlertIcon,
  UserIcon,
} from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { inSentence } from '#lib/dates.ts'
import type { TriageList, TriageRow } from '#lib/intake/triage/queries.ts'

function Level({ row }: { row: TriageRow }) {
  switch (row.level) {
    case 'emergency':
      return (
        <Tag tone="alarm" icon={OctagonAlertIcon}>
          {row.levelText}
        </Tag>
      )
    case 'same_day':
      return (
        <Tag tone="red" icon={SirenIcon}>
          {row.levelText}
        </Tag>
      )
    case 'urgent_referral':
      return (
        <Tag tone="amber" icon={TriangleAlertIcon}>
          {row.levelText}
        </Tag>
      )
    case null:
      return <Tag icon={ShieldCheckIcon}>No flag</Tag>
    default:
      return (
        <Tag tone="line" icon={MailIcon}>
          {row.levelText}
        </Tag>
      )
  }
}

function Row({ row, current }: { row: TriageRow; current: boolean }) {
  return (
    <li>
      <PageLink
        href={`/intakes/${row.id}`}
        aria-current={current ? 'page' : undefined}
        className={cx(
          'block rounded-box border px-3 py-2.5',
          current ? 'border-line bg-base-100' : 'border-transparent hover:bg-hover',
        )}
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 text-body font-semibold break-words">{row.patientName}</span>
          <span className="num shrink-0 text-caption text-ink-3" title={row.atText}>
            <span className="sr-only">Waiting </span>
            {row.ageText}
          </span>
        </span>
        <span className="mt-1 flex flex-wrap gap-1.5">
          <Level row={row} />
          {row.overdueText ? (
            <Tag tone="red" icon={PhoneIcon}>
              Overdue since {inSentence(row.overdueText)}
            </Tag>
          ) : null}
          {row.submitted ? null : <Tag tone="ink">Not submitted</Tag>}
          {row.callFirst ? (
            <Tag tone="ink" icon={PhoneIcon}>
              Call: no consent to examine
            </Tag>
          ) : null}
          {row.onBehalf ? (
            <Tag tone="line">Filled in {row.submitted ? 'by' : 'with help of'} staff</Tag>
          ) : null}
        </span>
        {row.summary ? <span className="mt-1 block text-dense text-ink-2">{row.summary}</span> : null}
        {row.assignee ? (
          <span className="mt-0.5 flex items-center gap-1.5 text-dense font-medium">
            <UserIcon size={14} className="text-ink-3" />
            {row.assignee.me ? 'You are on it' : `${row.assignee.name} is on it`}
          </span>
        ) : null}
      </PageLink>
    </li>
  )
}

/** What waits, most urgent first. */
export function IntakeList({ list, current }: { list: TriageList; current?: string }) {
  return (
    <ul className="grid gap-1" aria-label="Intakes, most urgent first">
      {list.rows.map((row) => (
        <Row key={row.id} row={row} current={row.id === current} />
      ))}
    </ul>
  )
}
