import { newId } from '#lib/ids.ts'
import { text, todayOf, type Writes } from './row.ts'

export const notes: Writes = {
  writes: {
    'notes#addAddendum': {
      args: (of) => [{ id: newId(), caseId: of.caseId, noteId: of.noteId, text }, of.now],
      by: 'lead',
    },
    'notes/discarding#discardNote': {
      args: (of) => [{ caseId: of.caseId, noteId: of.openNoteId, version: 1, reason: text }, of.now],
      by: 'lead',
    },
    'notes#saveNote': {
      args: (of) => [
        {
          caseId: of.caseId,
          noteId: of.openNoteId,
          version: 1,
          on: todayOf(of),
          template: 'follow_up',
          text: { subjective: text, objective: '', assessment: '', plan: '' },
          insert: '',
          go: '',
        },
        of.now,
      ],
      by: 'lead',
    },
    'notes#signNote': {
      args: (of) => [{ caseId: of.caseId, noteId: of.openNoteId, version: 1 }, of.now],
      by: 'lead',
    },
    'notes#startNote': {
      args: (of) => [{ id: newId(), caseId: of.caseId, template: 'follow_up', on: todayOf(of) }, of.now],
      by: 'lead',
    },
  },
  parts: ['notes/lock#lockNote'],
}
