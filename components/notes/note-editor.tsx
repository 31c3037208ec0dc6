import { Corrected } from '#components/cases/corrected.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { DraftForm } from '#components/forms/draft-form.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { noteParts, notePartWords } from '#lib/content/notes/templates.ts'
import { autosaveNoteAction, saveNoteAction } from '#lib/notes/actions.ts'
import type { NoteView } from '#lib/notes/queries.ts'
import { partLength } from '#lib/notes/schema.ts'
import { FactsPanel } from './facts-panel.tsx'
import { KindField } from './kind-field.tsx'

/** A draft: four parts of plain text, with the facts of the record beside them. */
export function NoteEditor({ view }: { view: NoteView }) {
  const base = `/cases/${view.frame.caseId}/notes`
  return (
    <DraftForm
      // What somebody else saved begins with its own fields.
      key={view.version}
      action={saveNoteAction}
      autosave={autosaveNoteAction}
      fields={{ caseId: view.frame.caseId, noteId: view.id }}
      version={view.version}
      saved={view.saved}
      here={`${base}/${view.id}`}
      label="Note"
      next={{ go: 'read', title: 'Read and sign' }}
    >
      <div className="flex min-w-0 grow flex-col xl:flex-row">
        <div className="min-w-0 grow px-4 pt-3.5 pb-5 lg:px-6">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 className="text-heading font-semibold">Note</h2>
            <Tag tone="line">Draft</Tag>
            <span className="text-dense text-ink-3">begun by {view.by}</span>
            <LinkButton href={base} variant="ghost" className="lg:ml-auto">
              All notes
            </LinkButton>
          </div>
          <Corrected corrected={view.corrected} what="note" draft className="mt-3 max-w-4xl" />
          <div className="mt-3 grid max-w-4xl gap-4">
            <KindField chosen={view.template} inline />
            <DateField
              name="on"
              label="Day of the visit"
              defaultValue={view.on}
              max={view.frame.today}
              className="w-44"
            />
            {noteParts.map((part) => (
              <TextArea
                key={part}
                name={part}
                label={notePartWords[part].title}
                hint={notePartWords[part].hint}
                rows={part === 'assessment' ? 3 : 5}
                maxLength={partLength}
                optional="quiet"
                defaultValue={view.text[part]}
              />
            ))}
          </div>
        </div>
        <FactsPanel view={view} />
      </div>
    </DraftForm>
  )
}
