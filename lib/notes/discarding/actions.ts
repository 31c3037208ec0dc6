'use server'

import { action } from '#lib/forms/action.ts'
import { discardNote } from './commands.ts'
import { discardNoteInput } from './schema.ts'

export const discardNoteAction = action(discardNoteInput, (actor, input) => discardNote(actor, input), {
  goTo: ({ caseId }) => `/cases/${caseId}/notes`,
  refresh: ({ caseId, noteId }) => [`/cases/${caseId}/notes`, `/cases/${caseId}/notes/${noteId}`],
})
