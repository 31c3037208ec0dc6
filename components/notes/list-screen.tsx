import { DiscardedDrafts } from '#components/cases/discarded.tsx'
import { ActionForm } from '#components/forms/action-form.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PenLineIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { countText } from '#lib/dates.ts'
import { newId } from '#lib/ids.ts'
import { startNoteAction } from '#lib/notes/actions.ts'
import type { NoteListItem, NotesView } from '#lib/notes/queries.ts'
import { DiscardNote } from './discard-note.tsx'
import { KindField } from './kind-field.tsx'

function Start({ view }: { view: NotesView }) {
  const first = view.drafts.length + view.signed.length === 0
  return (
    <Section
      title="New note"
      id="new"
      line={false}
      note="Begins with what was measured, changed and logged since the last signed note."
    >
      <ActionForm action={startNoteAction} idPrefix="new" label="New note">
        <input type="hidden" name="id" value={newId()} />
        <input type="hidden" name="caseId" value={view.frame.caseId} />
        <KindField chosen={first ? 'first_visit' : 'follow_up'} />
        <DateField
          name="on"
          label="Day of the visit"
          defaultValue={view.today}
          max={view.today}
          className="w-44"
        />
        <div>
          <SubmitButton pendingLabel="Starting">Start the note</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}

function Item({ item, base, caseId }: { item: NoteListItem; base: string; caseId: string | null }) {
  return (
    <li className="py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="text-dense font-semibold">
          <TextLink href={`${base}/${item.id}`}>
            {item.templateText}, {item.onText}
          </TextLink>
        </h3>
        {item.signed ? null : <Tag tone="line">Draft</Tag>}
        <span className="num text-caption text-ink-3">
          {item.signed
            ? `signed by ${item.signed}`
            : `begun by ${item.by}${item.saved ? `, last saved by ${item.saved}` : ''}`}
          {item.addenda > 0 ? `, ${countText(item.addenda, 'addendum', 'addenda')}` : ''}
        </span>
      </div>
      {item.beginning ? (
        <p className="line-clamp-2 text-dense break-words text-ink-2">{item.beginning}</p>
      ) : null}
      {caseId && !item.signed ? <DiscardNote caseId={caseId} one={item} /> : null}
    </li>
  )
}

/** The notes of a case: what is not signed yet first. */
export function NotesScreen({ view }: { view: NotesView }) {
  const base = `/cases/${view.frame.caseId}/notes`
  const { drafts, signed, frame } = view
  const mayDiscard = frame.onTeam ? frame.caseId : null
  return (
    <div className="gap-x-8 px-4 pt-4 pb-8 lg:px-6 xl:grid xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0 max-w-4xl">
        {drafts.length > 0 ? (
          <Section title="Not signed yet" line={false}>
            <ul className="divide-y divide-line">
              {drafts.map((item) => (
                <Item key={item.id} item={item} base={base} caseId={mayDiscard} />
              ))}
            </ul>
          </Section>
        ) : null}
        {signed.length > 0 ? (
          <Section title="Signed notes" line={drafts.length > 0}>
            <ul className="divide-y divide-line">
              {signed.map((item) => (
                <Item key={item.id} item={item} base={base} caseId={null} />
              ))}
            </ul>
          </Section>
        ) : drafts.length === 0 ? (
          <EmptyState icon={PenLineIcon} title="No note yet" level={3}>
            A note begins with the facts of the record, and is signed once. After that it only gets addenda.
          </EmptyState>
        ) : null}
        <DiscardedDrafts
          list={view.discarded.map((one) => ({ ...one, title: `${one.templateText}, ${one.onText}` }))}
          base={base}
        />
      </div>
      {frame.mayWrite ? (
        <aside aria-label="New note" className="max-xl:mt-4">
          <Start view={view} />
        </aside>
      ) : null}
    </div>
  )
}
