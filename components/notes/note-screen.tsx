import { Corrected } from '#components/cases/corrected.tsx'
import { DiscardedNotice } from '#components/cases/discarded.tsx'
import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { cx } from '#components/ui/cx.ts'
import { SignatureIcon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { noteParts, notePartWords } from '#lib/content/notes/templates.ts'
import { inSentence } from '#lib/dates.ts'
import { newId } from '#lib/ids.ts'
import { addAddendumAction, signNoteAction } from '#lib/notes/actions.ts'
import type { NoteView } from '#lib/notes/queries.ts'
import { DiscardNote } from './discard-note.tsx'

type Props = { view: NoteView }

function Sign({ view }: Props) {
  return (
    <Section title="Sign" className="no-print">
      <ActionForm action={signNoteAction} idPrefix="sign" label="Sign the note">
        <input type="hidden" name="caseId" value={view.frame.caseId} />
        <input type="hidden" name="noteId" value={view.id} />
        <input type="hidden" name="version" value={view.version} />
        <p className="text-dense text-ink-2">
          A signed note does not change any more; you can add to it. It carries the name of whoever signs.
        </p>
        <div>
          <SubmitButton pendingLabel="Signing">
            <SignatureIcon />
            Sign the note
          </SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}

function Addenda({ view }: Props) {
  return (
    <Section title="Addenda" id="addenda">
      {view.addenda.length === 0 ? (
        <p className="text-dense text-ink-3">Nothing was added.</p>
      ) : (
        <ul className="divide-y divide-line">
          {view.addenda.map((one) => (
            <li key={one.id} className="py-2">
              <p className="text-body break-words whitespace-pre-line">{one.text}</p>
              <p className="num text-caption text-ink-3">
                {one.by}, {inSentence(one.atText)}
              </p>
            </li>
          ))}
        </ul>
      )}
      {view.frame.onTeam ? (
        <ActionForm
          // Each addendum has a form of its own, with its own id.
          key={view.addenda.length}
          action={addAddendumAction}
          idPrefix="add"
          label="Add to this note"
          className="no-print mt-3"
          asks
        >
          <input type="hidden" name="id" value={newId()} />
          <input type="hidden" name="caseId" value={view.frame.caseId} />
          <input type="hidden" name="noteId" value={view.id} />
          <TextArea name="text" label="Add to this note" rows={3} maxLength={4000} />
          <div>
            <SubmitButton variant="plain" pendingLabel="Adding">
              Sign the addendum
            </SubmitButton>
          </div>
        </ActionForm>
      ) : null}
    </Section>
  )
}

/** A note to be read: signed, discarded, or the draft just before. */
export function NoteScreen({ view }: Props) {
  const base = `/cases/${view.frame.caseId}/notes`
  const { discarded } = view
  const draft = !view.signed && !discarded
  const written = noteParts.filter((part) => view.written[part].trim() !== '')
  return (
    <div className="max-w-4xl px-4 pt-3.5 pb-8 lg:px-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-3">
        <h2 className={cx('text-heading font-semibold', discarded && 'line-through')}>
          {view.templateText}, {view.onText}
        </h2>
        {draft ? <Tag tone="line">Draft</Tag> : null}
        <span className="num text-dense text-ink-3">
          {view.signed ? `signed by ${view.signed}` : `begun by ${view.by}`}
        </span>
        <span className="no-print flex gap-2 lg:ml-auto">
          {draft && view.frame.onTeam ? (
            <LinkButton href={`${base}/${view.id}`}>Go on writing</LinkButton>
          ) : null}
          <LinkButton href={base} variant="ghost">
            All notes
          </LinkButton>
        </span>
      </div>
      {discarded ? <DiscardedNotice discarded={discarded} /> : null}
      <Corrected corrected={view.corrected} what="note" draft={!view.signed} className="mb-3" />
      {written.length === 0 ? <p className="text-dense text-ink-2">Nothing is written yet.</p> : null}
      {written.map((part) => (
        <Section key={part} title={notePartWords[part].title} line={part !== written[0]}>
          <p className={cx('text-body break-words whitespace-pre-line', discarded && 'line-through')}>
            {view.written[part].trim()}
          </p>
        </Section>
      ))}
      {view.signed ? <Addenda view={view} /> : null}
      {draft && view.frame.onTeam ? (
        <>
          <Sign view={view} />
          <DiscardNote caseId={view.frame.caseId} one={view} />
        </>
      ) : null}
    </div>
  )
}
