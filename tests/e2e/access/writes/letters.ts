/** Writes of the letters. How to add one: see accounts.ts. */
import { newId } from '#lib/ids.ts'
import type { WorldServer } from '#tests/support/world-server.ts'
import { team, text, today, type WriteRows } from './row.ts'

const draft = (w: WorldServer) => ({ caseId: w.world.one.a.caseId, letterId: w.world.one.a.openLetterId })
const signed = (w: WorldServer) => ({ caseId: w.world.one.a.caseId, letterId: w.world.one.a.letterId })
const draftAt = (w: WorldServer) => `/cases/${w.world.one.a.caseId}/letters/${w.world.one.a.openLetterId}`
const head = { recipientKind: 'family_doctor', recipient: text, urgency: 'routine' }
const saving = (w: WorldServer) => ({
  ...draft(w),
  ...head,
  version: '1',
  on: today(),
  reason: text,
  go: '',
})

export const letters: WriteRows = {
  'lib/letters/actions.ts#startLetterAction': {
    form: (w) => ({ id: newId(), caseId: w.world.one.a.caseId, kind: 'referral', ...head }),
    may: team,
  },
  'lib/letters/actions.ts#saveLetterAction': { form: saving, at: draftAt, may: team },
  'lib/letters/actions.ts#autosaveLetterAction': { form: saving, at: draftAt, may: team },
  'lib/letters/actions.ts#signLetterAction': {
    form: (w) => ({ ...draft(w), version: '1', agreed: 'yes' }),
    at: (w) => `${draftAt(w)}?read=1`,
    may: team,
  },
  'lib/letters/discarding/actions.ts#discardLetterAction': {
    form: (w) => ({ ...draft(w), version: '1', reason: text }),
    at: (w) => `/cases/${w.world.one.a.caseId}/letters`,
    may: team,
  },
  'lib/letters/actions.ts#markSentAction': {
    form: (w) => ({ ...signed(w), id: newId(), to: text, how: 'post', on: today(), agreed: 'yes' }),
    may: team,
  },
}
