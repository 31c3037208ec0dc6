/** Writes about a case, its team, its flags, alerts and reviews. How to add one: see accounts.ts. */
import { newId } from '#lib/ids.ts'
import type { WorldServer } from '#tests/support/world-server.ts'
import { ahead, asOwner, team, text, type WriteRows } from './row.ts'

const caseId = (w: WorldServer) => w.world.one.a.caseId
const membership = newId()
const change = (w: WorldServer) => ({ caseId: caseId(w), version: '1', reason: text })
const setStatus = (status: string) => (w: WorldServer) =>
  asOwner(
    w,
    `UPDATE "Case" SET status = '${status}', "closedAt" = ${status === 'discharged' ? 'now()' : 'NULL'} WHERE id = $1`,
    [caseId(w)],
  )

/** What the page of a review rests on: it goes back with the form. */
let seen = ''
const readReview = async (w: WorldServer) => {
  const url = `${w.server.url}/cases/${caseId(w)}/reviews/new`
  const page = await fetch(url, { headers: { cookie: w.cookies.physioA ?? '' } })
  seen = /name="seen" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
}

export const cases: WriteRows = {
  'lib/cases/glass/actions.ts#breakGlassAction': {
    form: (w) => ({ caseId: caseId(w), patientId: w.world.one.a.patientId, reason: text }),
    // Who is on the team needs no reason.
    may: ['physioB'],
  },
  'lib/cases/team/actions.ts#changeTeamAction': {
    form: (w) => ({
      caseId: caseId(w),
      expected: membership,
      leadId: w.world.one.physioA.accountId,
      memberIds: w.world.one.physioB.accountId,
    }),
    before: (w) =>
      asOwner(w, `UPDATE "CareTeamMember" SET id = $1 WHERE "caseId" = $2`, [membership, caseId(w)]),
    may: ['physioA', 'admin'],
  },
  'lib/cases/discharge/actions.ts#answerDischargeAction': {
    form: (w) => ({
      id: newId(),
      caseId: caseId(w),
      seen: w.world.one.a.dischargeAnswerId,
      goalReached: 'no',
    }),
    at: (w) => `/cases/${caseId(w)}/close`,
    may: team,
  },
  'lib/cases/change/actions.ts#changeCaseAction': {
    form: (w) => ({ ...change(w), complaint: text, side: 'both', nextReviewOn: ahead(14) }),
    may: team,
  },
  'lib/cases/change/actions.ts#moveReviewAction': {
    form: (w) => ({ caseId: caseId(w), version: '1', nextReviewOn: ahead(14) }),
    may: team,
  },
  'lib/cases/status/actions.ts#holdCaseAction': { form: change, may: team },
  'lib/cases/status/actions.ts#resumeCaseAction': {
    form: change,
    before: setStatus('on_hold'),
    may: team,
  },
  'lib/cases/status/actions.ts#reopenCaseAction': {
    form: change,
    before: setStatus('discharged'),
    may: team,
  },
  'lib/cases/status/actions.ts#closeCaseAction': {
    form: (w) => ({
      caseId: caseId(w),
      version: '1',
      reason: 'goals_reached',
      note: text,
      unmetReason: text,
      advice: '',
    }),
    // What came of an alert for today is written before.
    before: (w) =>
      asOwner(w, `UPDATE "Alert" SET "closedAt" = now() WHERE "caseId" = $1 AND severity = 'urgent'`, [
        caseId(w),
      ]),
    may: team,
  },
  'lib/flags/responses/actions.ts#answerFlagAction': {
    form: (w) => ({ id: newId(), flagRowId: w.world.one.a.flagId, kind: 'confirmed', text }),
    may: team,
  },
  'lib/alerts/actions.ts#acknowledgeAlertAction': {
    form: (w) => ({ alertId: w.world.one.a.alertId, seen: 'urgent', note: text }),
    may: team,
  },
  'lib/alerts/actions.ts#snoozeAlertAction': {
    form: (w) => ({ alertId: w.world.one.a.watchAlertId, seen: 'watch', until: ahead(3), reason: text }),
    may: team,
  },
  'lib/alerts/actions.ts#handOverAlertAction': {
    form: (w) => ({ alertId: w.world.one.a.alertId, toId: w.world.one.physioA.accountId, note: text }),
    may: team,
  },
  'lib/limits/actions.ts#setCaseLimitAction': {
    form: (w) => ({ caseId: caseId(w), limitId: 'no_log_act', seen: '', value: '10', note: text }),
    may: team,
  },
  'lib/alerts/actions.ts#closeAlertAction': {
    form: (w) => ({ alertId: w.world.one.a.alertId, seen: 'urgent', outcome: text }),
    may: team,
  },
  'lib/review/actions.ts#signReviewAction': {
    form: (w) => ({
      id: newId(),
      caseId: caseId(w),
      seen,
      decision: 'continue',
      text,
      nextReviewOn: ahead(14),
    }),
    before: readReview,
    may: team,
  },
}
