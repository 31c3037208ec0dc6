'use server'

import { action } from '#lib/forms/action.ts'
import { addAddendum, saveNote, signNote, startNote } from './commands.ts'
import { addendumInput, saveNoteInput, signNoteInput, startNoteInput } from './schema.ts'

const list = ({ caseId }: { caseId: string }) => `/cases/${caseId}/notes`
const one = (of: { caseId: string; noteId: string }) => `${list(of)}/${of.noteId}`

export const startNoteAction = action(startNoteInput, (actor, input) => startNote(actor, input), {
  goTo: one,
  refresh: (started) => [list(started)],
})

/** A button of the form: saves, and goes on to reading and signing, or stays. */
export const saveNoteAction = action(saveNoteInput, (actor, input) => saveNote(actor, input), {
  goTo: (saved, input) => (input.go === 'read' ? `${one(saved)}?read=1` : one(saved)),
  refresh: (saved) => [one(saved)],
})

/** While one types. The page stays, so nothing is drawn anew. */
export const autosaveNoteAction = action(saveNoteInput, (actor, input) => saveNote(actor, input), {
  data: (saved) => saved,
})

export const signNoteAction = action(signNoteInput, (actor, input) => signNote(actor, input), {
  goTo: one,
  refresh: (signed) => [list(signed), one(signed)],
})

export const addAddendumAction = action(addendumInput, (actor, input) => addAddendum(actor, input), {
  goTo: one,
  refresh: (added) => [list(added), one(added)],
})
