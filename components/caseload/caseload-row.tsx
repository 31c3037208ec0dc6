import { PainSparkline } from '#components/charts/pain-sparkline.tsx'
import { initials } from '#components/ui/avatar.tsx'
import { cx } from '#components/ui/cx.ts'
import { PageLink } from '#components/ui/page-link.tsx'
import { painStep } from '#components/ui/pain-swatch.tsx'
import { dayText } from '#lib/dates.ts'
import { isSilentOnList } from '#lib/tracking/caseload/rules.ts'
import type { CaseloadRow } from '#lib/tracking/caseload/schema.ts'
import { FindingTag } from './finding-tag.tsx'
import { logWords, reviewWords } from './words.ts'

const sides = { left: ['L', 'Left'], right: ['R', 'Right'], both: ['B', 'Both'] } as const

function Mean({ mean }: { mean: CaseloadRow['mean'] }) {
  if (mean === null) return null
  const value = mean.value.toFixed(1)
  const old = mean.daysAgo > 7
  return (
    <span
      className={cx('pain', `pain-${painStep(mean.value)}`, old && 'pain-old')}
      title={old ? `7-day mean, ${mean.daysAgo} days ago` : '7-day mean'}
    >
      {value}
    </span>
  )
}

function Done({ row, today }: { row: CaseloadRow; today: string }) {
  if (row.paused) return 'Paused'
  if (row.beginsOn !== null) return `Begins ${dayText(row.beginsOn, today)}`
  if (row.programDay === null) return 'No program'
  if (row.done === null) return `Day ${row.programDay}`
  const done = Math.round(row.done)
  return (
    <>
      <span className="num inline-block w-10 text-base-content">{done} %</span>
      <span className="share" style={{ '--share': `${done}%` } as React.CSSProperties} />
    </>
  )
}

/** One case. Few elements, because a busy physio has two hundred of them. */
export function CaseRow({ row, today, accountId }: { row: CaseloadRow; today: string; accountId: string }) {
  const [letter, side] = sides[row.side]
  const silent = isSilentOnList(row)
  const late = row.review !== null && row.review <= 0
  return (
    <tr className="table-row-dense case-row">
      <th scope="row" className="text-body font-normal">
        <PageLink href={`/cases/${row.caseId}`} className="row-link font-semibold">
          {row.name}
        </PageLink>
        <span className="num ml-2 text-dense text-ink-3">{row.age}</span>
      </th>
      <td className="max-w-52 truncate">
        <abbr title={side} className="side-letter">
          {letter}
        </abbr>
        {row.complaint}
      </td>
      <td>
        <span className="flex items-center gap-2.5">
          <PainSparkline days={row.pain} />
          <Mean mean={row.mean} />
        </span>
      </td>
      <td className="text-ink-3">
        <Done row={row} today={today} />
      </td>
      <td className={cx('num', silent ? 'font-semibold' : 'text-ink-2')}>{logWords(row.daysSinceLog)}</td>
      <td>
        <FindingTag findings={row.findings} />
      </td>
      <td className={cx('num', late ? 'font-semibold' : 'text-ink-2')}>
        {row.status === 'on_hold'
          ? 'On hold'
          : reviewWords(row.review, row.reviewOn === null ? '' : dayText(row.reviewOn, today))}
      </td>
      <td className="text-right">
        {row.lead ? (
          <abbr title={row.lead.name} className={cx('initials', row.lead.id === accountId && 'initials-own')}>
            {initials(row.lead.name)}
          </abbr>
        ) : null}
      </td>
    </tr>
  )
}
