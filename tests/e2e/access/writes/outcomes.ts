/** Writes of questionnaires. How to add one: see accounts.ts. */
import { newId } from '#lib/ids.ts'
import type { WorldServer } from '#tests/support/world-server.ts'
import { admins, everyAdmin, logging, team, text, today, type WriteRows } from './row.ts'

const caseId = (w: WorldServer) => w.world.one.a.caseId
const page = (w: WorldServer) => `/cases/${caseId(w)}/outcomes?enter=groc`
const groc = (w: WorldServer) => ({ id: newId(), caseId: caseId(w), measure: 'groc', groc_1: '2' })

export const outcomes: WriteRows = {
  // Staff have to say how it was asked; a form of the patient's page does not.
  'lib/outcomes/entries/actions.ts#fillFormAction': { form: groc, may: ['patientA'] },
  'lib/outcomes/entries/actions.ts#enterOutcomeAction': {
    form: (w) => ({ ...groc(w), on: today(), mode: 'paper' }),
    at: page,
    may: logging,
  },
  'lib/outcomes/withdrawal/actions.ts#withdrawOutcomeAction': {
    form: (w) => ({ caseId: caseId(w), entryId: w.world.one.a.outcomeId, reason: text }),
    at: page,
    may: team,
  },
  'lib/outcomes/choice/actions.ts#chooseKneeMeasureAction': {
    form: (w) => ({ caseId: caseId(w), kneeMeasure: 'akps' }),
    at: page,
    may: team,
  },
  'lib/outcomes/packs/actions.ts#addPackAction': {
    form: () => ({
      id: newId(),
      measure: 'ostrc_o2',
      language: 'en',
      permission: text,
      compared: 'yes',
      items: 'One\nTwo\nThree\nFour',
      answers: 'a\nb\nc\nd',
    }),
    at: () => '/admin/clinic/instruments?measure=ostrc_o2',
    may: everyAdmin,
    wide: true,
  },
  'lib/outcomes/packs/actions.ts#retirePackAction': {
    form: (w) => ({ packId: w.world.one.packId }),
    at: () => '/admin/clinic/instruments',
    may: admins,
    wide: true,
  },
}
