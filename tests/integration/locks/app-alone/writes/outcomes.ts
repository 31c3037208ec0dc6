import { newId } from '#lib/ids.ts'
import { admins, text, type Writes } from './row.ts'

export const outcomes: Writes = {
  writes: {
    'outcomes/choice#chooseKneeMeasure': {
      args: (of) => [{ caseId: of.caseId, kneeMeasure: 'akps' }],
      by: 'lead',
    },
    'outcomes/entries#recordOutcome': {
      args: (of) => [{ id: newId(), caseId: of.caseId, measure: 'groc', items: { groc_1: 2 } }],
      by: 'patient',
    },
    'outcomes/withdrawal#withdrawOutcome': {
      args: (of) => [{ caseId: of.caseId, entryId: of.outcomeId, reason: text }],
      by: 'lead',
    },
    'outcomes/packs#addPack': {
      args: () => [
        {
          id: newId(),
          measure: 'ostrc_o2',
          language: 'en',
          permission: text,
          options: [],
          items: ['One', 'Two', 'Three', 'Four'].join('\n'),
          answers: ['a', 'b', 'c', 'd'].join('\n'),
        },
      ],
      by: 'admin',
      may: ['an admin who is no physio', 'an admin of another clinic'],
    },
    'outcomes/packs#retirePack': { args: (of) => [{ packId: of.clinic.packId }], ...admins },
  },
  parts: [
    'outcomes/asked#tellOfEndedForms',
    'outcomes/pain-now#actOnPainNow',
    'outcomes/pain-now#hearPainNow',
  ],
}
