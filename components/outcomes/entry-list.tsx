import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { cx } from '#components/ui/cx.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { countText } from '#lib/dates.ts'
import type { FormRow } from '#lib/outcomes/history/schema.ts'
import type { CaseOutcomes } from '#lib/outcomes/queries.ts'
import { withdrawOutcomeAction } from '#lib/outcomes/withdrawal/actions.ts'

function Mend({ caseId, entry }: { caseId: string; entry: FormRow }) {
  const label = `${entry.name}, ${entry.dayText}`
  return (
    <div className="flex flex-wrap items-start gap-x-4">
      <TextLink
        href={`/cases/${caseId}/outcomes?correct=${entry.id}#enter`}
        className="inline-flex min-h-6 items-center text-dense pointer-coarse:min-h-11"
      >
        Correct<span className="sr-only">, {label}</span>
      </TextLink>
      <Disclosure summary="Take back">
        <ActionForm
          action={withdrawOutcomeAction}
          idPrefix={`back-${entry.id}`}
          label={`Take back ${label}`}
          className="max-w-sm gap-2 py-1"
        >
          <input type="hidden" name="caseId" value={caseId} />
          <input type="hidden" name="entryId" value={entry.id} />
          <TextField
            name="reason"
            label="Why it does not count"
            hint={entry.own ? 'The patient reads this beside the form.' : undefined}
            maxLength={200}
            autoComplete="off"
          />
          <div>
            <SubmitButton variant="plain" pendingLabel="Taking back">
              Take back
            </SubmitButton>
          </div>
        </ActionForm>
      </Disclosure>
    </div>
  )
}

/** What was put right and what stood there before, and why; why it does not count. */
function Told({ entry }: { entry: FormRow }) {
  const { changed, before, withdrawn } = entry
  return (
    <>
      {withdrawn ? <p className="text-caption text-ink-2">{withdrawn}</p> : null}
      {changed ? (
        <p className="text-caption text-ink-2">
          {[changed.reason, changed.changes.join('; ')].filter(Boolean).join('. ')}
        </p>
      ) : null}
      {before.length > 0 ? (
        <ul aria-label="What it said before" className="mt-1 ml-4 border-l-2 border-line pl-3 text-caption">
          {before.map(({ id, text }) => (
            <li key={id} className="num text-ink-3 line-through">
              {text}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function Entries({ entries, view }: { entries: readonly FormRow[]; view: CaseOutcomes }) {
  return (
    <ul className="divide-y divide-line">
      {entries.map((entry) => (
        <li key={entry.id} className="py-2 text-dense text-base-content">
          <div
            className={cx(
              'flex flex-wrap items-baseline gap-x-3',
              entry.withdrawn && 'text-ink-3 line-through',
            )}
          >
            <span className="font-semibold">{entry.name}</span>
            <span className="num">{entry.scoreText}</span>
            <span className="num text-ink-3">
              {entry.dayText}, {entry.how}
              {entry.missing > 0 ? `, ${countText(entry.missing, 'answer')} missing` : ''}
            </span>
          </div>
          <Told entry={entry} />
          {view.mayFill && !entry.withdrawn ? <Mend caseId={view.frame.caseId} entry={entry} /> : null}
        </li>
      ))}
    </ul>
  )
}

const SHOWN = 6

/** Every filled form that counts, the newest first. What is put right or taken back stays in the record. */
export function EntryList({ view }: { view: CaseOutcomes }) {
  const { entries } = view
  if (entries.length === 0) return null
  const older = entries.slice(SHOWN)
  return (
    <Section title="Filled forms">
      <Entries entries={entries.slice(0, SHOWN)} view={view} />
      {older.length > 0 ? (
        <Disclosure summary={countText(older.length, 'earlier form')}>
          <Entries entries={older} view={view} />
        </Disclosure>
      ) : null}
    </Section>
  )
}
