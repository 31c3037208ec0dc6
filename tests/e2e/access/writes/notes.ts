/** Writes of the notes. How to add one: see accounts.ts. */
import { newId } from '#lib/ids.ts'
import type { WorldServer } from '#tests/support/world-server.ts'
import { text as reason, team, today, type WriteRows } from './row.ts'

const draft = (w: WorldServer) => ({ caseId: w.world.one.a.caseId, noteId: w.world.one.a.openNoteId })
const text = (w: WorldServer) => ({
  ...draft(w),
  version: '1',
  on: today(),
  template: 'follow_up',
  subjective: 'Better',
  objective: '',
  assessment: '',
  plan: '',
  insert: '',
  go: '',
})

export const notes: WriteRows = {
  'lib/notes/actions.ts#startNoteAction': {
    form: (w) => ({ id: newId(), caseId: w.world.one.a.caseId, template: 'follow_up', on: today() }),
    may: team,
  },
  'lib/notes/actions.ts#saveNoteAction': { form: text, may: team },
  'lib/notes/actions.ts#autosaveNoteAction': { form: text, may: team },
  'lib/notes/actions.ts#signNoteAction': { form: (w) => ({ ...draft(w), version: '1' }), may: team },
  'lib/notes/discarding/actions.ts#discardNoteAction': {
    form: (w) => ({ ...draft(w), version: '1', reason }),
    at: (w) => `/cases/${w.world.one.a.caseId}/notes`,
    may: team,
  },
  'lib/notes/actions.ts#addAddendumAction': {
    form: (w) => ({ ...draft(w), noteId: w.world.one.a.noteId, id: newId(), text: 'Also seen: swelling' }),
    at: (w) => `/cases/${w.world.one.a.caseId}/notes/${w.world.one.a.noteId}`,
    may: team,
  },
}
