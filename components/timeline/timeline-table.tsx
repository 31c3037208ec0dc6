import { Still } from '#components/ui/still.tsx'
import { dayText, isoDay } from '#lib/dates.ts'
import { isEmpty } from '#lib/tracking/timeline/rules.ts'
import type { TimelineModel, TimelineSearch } from '#lib/tracking/timeline/schema.ts'
import { sessionWords, timelineQuery } from './words.ts'

const heads = ['Day', 'During', 'After', 'Morning', 'Other', 'Run, km', 'Cap, km', 'Session', 'What happened']

type TimelineTableProps = { model: TimelineModel; search: TimelineSearch }

/** The same days as a table, newest first; those on which nothing was entered are left out. */
export function TimelineTable({ model, search }: TimelineTableProps) {
  const today = isoDay(model.today)
  const days = model.days.filter((day) => !isEmpty(day)).toReversed()
  return (
    <section
      className="table-frame mt-2"
      aria-label="The days as a table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
      tabIndex={0}
    >
      <Still>
        <table className="num w-full border-collapse text-left text-dense">
          <caption className="sr-only">Pain 0 to 10, running, sessions and what happened, day by day</caption>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col" className="py-1.5 pr-4 text-caption font-medium text-ink-3">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, pain, km, capKm, session, events }) => (
              <tr key={day} className="border-t border-line align-top">
                <th scope="row" className="py-1.5 pr-4 font-medium whitespace-nowrap">
                  <a
                    href={`${timelineQuery(search, { at: isoDay(day) })}#day`}
                    className="text-primary hover:underline"
                  >
                    {dayText(isoDay(day), today)}
                  </a>
                </th>
                {[pain.during, pain.after, pain.morning, pain.other, km, km === null ? null : capKm].map(
                  (value, at) => (
                    <td key={heads[at + 1]} className="py-1.5 pr-4">
                      {value ?? ''}
                    </td>
                  ),
                )}
                <td className="py-1.5 pr-4">
                  {session ? sessionWords[session].replace('session ', '') : ''}
                </td>
                <td className="py-1.5 pr-4">{events.map(({ title }) => title).join('; ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Still>
    </section>
  )
}
