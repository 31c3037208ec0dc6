import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollTextIcon } from '#components/ui/icons.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { dayText } from '#lib/dates.ts'
import type { EntriesView } from '#lib/tracking/entries/history/queries.ts'
import { EntryLines } from './entry-lines.tsx'

/** What the patient entered, and what the team entered for her, four weeks a page. */
export function CaseEntriesScreen({ view }: { view: EntriesView }) {
  const { frame, entries, from, to, earlier, later } = view
  const here = `/cases/${frame.caseId}`
  const page = (until: string) => `${here}/entries${until === frame.today ? '' : `?until=${until}`}`
  return (
    <div className="max-w-[52rem] px-4 pt-4 pb-10 lg:px-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pb-3">
        <h2 className="text-heading font-semibold">Entries</h2>
        <span className="num text-dense text-ink-3">
          {dayText(from, frame.today)} to {dayText(to, frame.today)}
        </span>
        <nav aria-label="Time" className="no-print flex flex-wrap gap-2 lg:ml-auto">
          {earlier ? <LinkButton href={page(earlier)}>Earlier</LinkButton> : null}
          {later ? <LinkButton href={page(later)}>Later</LinkButton> : null}
          {frame.mayWrite ? <LinkButton href={`${here}/log`}>Enter for the patient</LinkButton> : null}
        </nav>
      </div>
      {entries.length === 0 ? (
        <EmptyState icon={ScrollTextIcon} title="Nothing in these weeks" level={3}>
          No session, no run and no pain was entered for these days.
        </EmptyState>
      ) : null}
      <ul>
        {entries.map((entry) => (
          <li key={entry.id} className="border-t border-line py-2.5 first:border-t-0">
            <EntryLines entry={entry} when={frame}>
              {frame.mayWrite && !entry.withdrawn ? (
                <TextLink href={`${here}/entries/${entry.id}`} className="no-print">
                  Correct or withdraw
                  <span className="sr-only">
                    : {entry.title}, {dayText(entry.day)}
                  </span>
                </TextLink>
              ) : null}
            </EntryLines>
          </li>
        ))}
      </ul>
    </div>
  )
}
