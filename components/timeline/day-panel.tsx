import { PainSwatch } from '#components/ui/pain-swatch.tsx'
import { Still } from '#components/ui/still.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { dayText, fullDayText, isoDay } from '#lib/dates.ts'
import type { TimelineView } from '#lib/tracking/timeline/queries.ts'
import type { DayEntry } from '#lib/tracking/timeline/schema.ts'
import { timelineQuery } from './words.ts'

const kinds: Record<DayEntry['kind'], string> = {
  version: 'Program',
  review: 'Review',
  note: 'Note',
  alert: 'Alert',
  outcome: 'Score',
  session: 'Session',
  run: 'Run',
  pain: 'Pain',
}

function Entry({ entry }: { entry: DayEntry }) {
  return (
    <li id={`entry-${entry.id}`} className="border-t border-line py-2 first:border-t-0">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Tag tone="line">{kinds[entry.kind]}</Tag>
        {entry.href ? (
          <a href={entry.href} className="font-medium text-primary hover:underline">
            {entry.title}
          </a>
        ) : (
          <span className="font-medium">{entry.title}</span>
        )}
        <PainSwatch value={entry.score} />
      </div>
      {entry.cameText ? <p className="num mt-0.5 text-caption text-ink-3">{entry.cameText}</p> : null}
      {entry.text ? <p className="mt-0.5 break-words whitespace-pre-line text-ink-2">{entry.text}</p> : null}
    </li>
  )
}

const titleOf = ({ from, to }: NonNullable<TimelineView['chosen']>) =>
  from === to ? fullDayText(isoDay(from)) : `${fullDayText(isoDay(from))} to ${fullDayText(isoDay(to))}`

/** The entries of the chosen day or week, below the chart; the way back leads to the chart. */
export function DayPanel({ view }: { view: TimelineView }) {
  const { chosen, search } = view
  if (!chosen)
    return <p className="no-print text-dense text-ink-3">Choose a day or a week to see its entries.</p>
  const back = `${timelineQuery(search, { at: null })}#timeline`
  return (
    <section id="day" tabIndex={-1} aria-label="Entries" className="border-t border-line pt-3">
      <Still className="text-dense">
        <div className="flex flex-wrap items-baseline gap-x-4">
          <h3 className="text-heading font-semibold">{titleOf(chosen)}</h3>
          <a href={back} className="no-print font-medium text-primary hover:underline">
            Back to the chart
          </a>
        </div>
        {chosen.entries.length === 0 ? (
          <p className="text-ink-2">
            Nothing was entered on {chosen.from === chosen.to ? 'this day' : 'these days'}.
          </p>
        ) : null}
        {[...new Set(chosen.entries.map(({ day }) => day))].map((day) => (
          <div key={day} className="mt-1 max-w-[52rem]">
            {chosen.from === chosen.to ? null : (
              <h4 className="pt-2 text-caption font-medium text-ink-3">{dayText(isoDay(day))}</h4>
            )}
            <ul>
              {chosen.entries
                .filter((entry) => entry.day === day)
                .map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
            </ul>
          </div>
        ))}
      </Still>
    </section>
  )
}
