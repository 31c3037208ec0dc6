/** Writes of the log. How to add one: see accounts.ts. */
import { newId } from '#lib/ids.ts'
import type { WorldServer } from '#tests/support/world-server.ts'
import { asOwner, logging, text, today, type WriteRows } from './row.ts'

const entry = (w: WorldServer) => ({ id: newId(), caseId: w.world.one.a.caseId, logDate: today() })
export const morning = (w: WorldServer) => ({
  ...entry(w),
  score: '2',
  swelling: 'none',
  note: '',
  log_safety: 'none',
})
/** There is one a day. */
const noMorning = (w: WorldServer) =>
  asOwner(w, `DELETE FROM "PainScore" WHERE "caseId" = $1::uuid AND context = 'next_morning'`, [
    w.world.one.a.caseId,
  ])
export const run = (w: WorldServer) => ({
  ...entry(w),
  distance: '5',
  unit: 'km',
  minutes: '30',
  finished: 'yes',
  type: 'easy',
  surface: 'trail',
  shoes: '',
  pain_during: '1',
  note: '',
  log_safety: 'none',
})
export const session = (w: WorldServer) => ({
  ...entry(w),
  [`items.${w.world.one.a.itemId}.how`]: 'planned',
  [`items.${w.world.one.a.itemId}.pain`]: '2',
  note: '',
  log_safety: 'none',
})
export const pain = (w: WorldServer) => ({ ...entry(w), context: 'now', score: '2' })

export const tracking: WriteRows = {
  'lib/tracking/pain-scores/actions.ts#recordMorningAction': {
    form: morning,
    may: logging,
    before: noMorning,
  },
  'lib/tracking/pain-scores/actions.ts#recordMorningForPatientAction': {
    form: morning,
    may: logging,
    before: noMorning,
  },
  'lib/tracking/run-logs/actions.ts#recordRunAction': { form: run, may: logging },
  'lib/tracking/run-logs/actions.ts#recordRunForPatientAction': { form: run, may: logging },
  'lib/tracking/session-logs/actions.ts#recordSessionAction': { form: session, may: logging },
  'lib/tracking/session-logs/actions.ts#recordSessionForPatientAction': { form: session, may: logging },
  'lib/tracking/entries/supersede/actions.ts#withdrawEntryAction': {
    form: (w) => ({
      caseId: w.world.one.a.caseId,
      kind: 'run',
      entryId: w.world.one.a.runLogId,
      reason: text,
    }),
    may: logging,
  },
  'lib/tracking/entries/supersede/actions.ts#withdrawForPatientAction': {
    form: (w) => ({
      caseId: w.world.one.a.caseId,
      kind: 'run',
      entryId: w.world.one.a.runLogId,
      reason: text,
    }),
    may: logging,
  },
  'lib/tracking/pain-scores/actions.ts#correctPainForPatientAction': {
    form: (w) => ({ ...pain(w), supersedes: w.world.one.a.painScoreId, reason: text }),
    may: logging,
  },
  'lib/tracking/entries/unasked/actions.ts#answerUnaskedAction': {
    before: (w) =>
      asOwner(w, 'UPDATE "RunLog" SET "safetyAsked" = false WHERE id = $1', [w.world.one.a.runLogId]),
    form: (w) => ({ caseId: w.world.one.a.caseId, entries: w.world.one.a.runLogId, log_safety: 'none' }),
    may: ['patientA'],
  },
}
