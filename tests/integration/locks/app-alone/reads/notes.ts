import { ofCase, type Reads } from './row.ts'

export const notes: Reads = {
  reads: {
    'notes#caseNotes': ofCase,
    'notes#oneNote': { args: (of) => [of.caseId, of.openNoteId, of.now], by: 'lead', hidden: true },
  },
  internal: {
    'notes/facts#readFacts': 'notes#oneNote',
    'notes/facts/course#readCourse': 'notes#oneNote',
  },
}
