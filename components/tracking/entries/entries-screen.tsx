import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollTextIcon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { dayText } from '#lib/dates.ts'
import type { RecentEntries, RecentEntry } from '#lib/tracking/entries/recent/schema.ts'
import { withdrawEntryAction } from '#lib/tracking/entries/supersede/actions.ts'

const doneWords = {
  withdrawn: 'Taken back.',
  changed: 'That entry was corrected or taken back already. This is how your entries are now.',
} as const

type EntriesScreenProps = { recent: RecentEntries; done: keyof typeof doneWords | null }

/** What it says now, and what the clinic did with it. */
function EntryWords({ entry }: { entry: RecentEntry }) {
  const { day, knee, text, changed, takenBack } = entry
  return (
    <>
      <p className={takenBack ? 'num text-read text-ink-2 line-through' : 'num text-read font-semibold'}>
        {text}
      </p>
      <p className="text-label text-ink-2">
        {dayText(day)}
        {knee ? `, ${knee}` : ''}
      </p>
      {changed ? (
        <div className="text-label text-ink-2">
          <p>Corrected by the clinic: {changed.reason}</p>
          <ul>
            {changed.changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {takenBack ? (
        <p className="text-label text-ink-2">Taken back by the clinic: {takenBack.reason}</p>
      ) : null}
    </>
  )
}

function ChangeEntry({ entry }: { entry: RecentEntry }) {
  const { id, caseId, kind, day, text, correct, knee } = entry
  return (
    <>
      <div className="mt-2 flex flex-wrap gap-2">
        <LinkButton href={correct} size="phone">
          Correct
          <span className="sr-only">
            : {text}, {dayText(day)}
          </span>
        </LinkButton>
      </div>
      <Disclosure
        phone
        className="mt-1"
        summary={
          <>
            Take back
            <span className="sr-only">
              : {text}, {dayText(day)}
            </span>
          </>
        }
      >
        <p className="mb-2">
          It will not count any more. Your physio can still see it.
          {knee ? ' Was it about the other treatment? Take it back here, and enter it there.' : ''}
        </p>
        <ActionForm action={withdrawEntryAction} idPrefix={`e${id}`} label={`${text}, ${dayText(day)}`}>
          <input type="hidden" name="caseId" value={caseId} />
          <input type="hidden" name="kind" value={kind} />
          <input type="hidden" name="entryId" value={id} />
          <SubmitButton variant="plain" size="phone">
            Take back this entry
          </SubmitButton>
        </ActionForm>
      </Disclosure>
    </>
  )
}

/** The own entries of the last 14 days, to put right or to take back. */
export function EntriesScreen({ recent: { entries, ended }, done }: EntriesScreenProps) {
  return (
    <>
      <h1 className="mb-1 text-ask font-semibold">Your entries</h1>
      {ended ? null : (
        <p className="mb-4 text-label text-ink-2">
          The last 14 days. Your physio can still see what you change or take back.
        </p>
      )}
      {done ? (
        <Notice tone="done" live="status" className="mb-4">
          {doneWords[done]}
        </Notice>
      ) : null}
      {entries.length === 0 ? (
        <EmptyState
          icon={ScrollTextIcon}
          title={ended ? 'Your treatment has ended' : 'No entries in the last 14 days'}
        >
          {ended ? 'Nothing can be entered or changed any more.' : 'What you enter stands here for 14 days.'}
        </EmptyState>
      ) : null}
      <ul className="divide-y divide-line">
        {entries.map((entry) => (
          <li key={entry.id} className="py-4">
            <EntryWords entry={entry} />
            {entry.takenBack ? null : <ChangeEntry entry={entry} />}
          </li>
        ))}
      </ul>
    </>
  )
}
