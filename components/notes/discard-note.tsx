import { DiscardDraft } from '#components/cases/discard-draft.tsx'
import { discardNoteAction } from '#lib/notes/discarding/actions.ts'

type DiscardNoteProps = { caseId: string; one: { id: string; version: number } }

export function DiscardNote({ caseId, one: { id, version } }: DiscardNoteProps) {
  return (
    <DiscardDraft action={discardNoteAction} what="note" id={id} fields={{ caseId, noteId: id, version }} />
  )
}
