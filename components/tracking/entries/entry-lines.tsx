import type { ReactNode } from 'react'
import { type Day, dayIn, dayText } from '#lib/dates.ts'
import type { Entry, EntryState } from '#lib/tracking/entries/history/schema.ts'
import { cameText } from '#lib/tracking/entries/waited/rules.ts'

type When = { zone: string; today: Day }

function Said({ state, gone, when }: { state: EntryState; gone: boolean; when: When }) {
  const on = dayText(dayIn(when.zone, state.recordedAt), when.today)
  const came = cameText(state.came, when.zone, when.today)
  return (
    <>
      <p className={gone ? 'text-ink-3 line-through' : 'font-medium'}>
        <span className="num">
          {dayText(state.day, when.today)}: {state.title}
        </span>
      </p>
      {state.details ? (
        <p className={gone ? 'break-words text-ink-3 line-through' : 'break-words text-ink-2'}>
          {state.details}
        </p>
      ) : null}
      <p className="text-caption text-ink-3">
        {state.onBehalf ? `Entered for the patient by ${state.by}` : `Entered by ${state.by}`}, {on}
        {state.reason ? `. ${state.reason}` : ''}
      </p>
      {came ? <p className="num text-caption text-ink-3">{came}</p> : null}
    </>
  )
}

/** An entry as it counts now, and below it crossed out what it said before; who did it, and why. */
export function EntryLines({ entry, when, children }: { entry: Entry; when: When; children?: ReactNode }) {
  const { withdrawn, before } = entry
  return (
    <div id={`entry-${entry.id}`} className="text-dense">
      <Said state={entry} gone={withdrawn !== null} when={when} />
      {withdrawn ? (
        <p className="text-caption text-ink-2">
          Taken back by {withdrawn.by || 'the patient'}, {dayText(dayIn(when.zone, withdrawn.at), when.today)}
          {withdrawn.reason ? `. ${withdrawn.reason}` : ''}
        </p>
      ) : null}
      {before.length > 0 ? (
        <ul aria-label="What it said before" className="mt-1 ml-4 grid gap-1 border-l-2 border-line pl-3">
          {before.map((state) => (
            <li key={state.id}>
              <Said state={state} gone when={when} />
            </li>
          ))}
        </ul>
      ) : null}
      {children}
    </div>
  )
}
