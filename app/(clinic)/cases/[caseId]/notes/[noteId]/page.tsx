import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { NoteEditor } from '#components/notes/note-editor.tsx'
import { NoteScreen } from '#components/notes/note-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { oneNote } from '#lib/notes/queries.ts'

export const metadata: Metadata = { title: 'Note' }

/** A draft is written on; `read=1`, and everything that is signed or discarded, is read. */
export default async function Page({ params, searchParams }: PageProps<'caseId' | 'noteId'>) {
  const [actor, ids, { read }] = await Promise.all([requirePhysio(), params, searchParams])
  const view = await load(actor, oneNote(actor, idParam(ids.caseId), idParam(ids.noteId), new Date()))
  const draft = view.signed === null && view.discarded === null
  const writes = draft && view.frame.onTeam && read === undefined
  return writes ? <NoteEditor view={view} /> : <NoteScreen view={view} />
}
