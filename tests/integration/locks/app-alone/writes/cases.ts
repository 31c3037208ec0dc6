import { addDays } from '#lib/dates.ts'
import { newId } from '#lib/ids.ts'
import type { Target } from '../asked.ts'
import { text, todayOf, type WriteRows } from './row.ts'

const changed = (of: Target) => [{ caseId: of.caseId, version: 1, reason: text }]

export const cases: WriteRows = {
  'alerts#acknowledgeAlert': {
    args: (of) => [{ alertId: of.alertId, seen: 'urgent', note: text }],
    by: 'lead',
  },
  'alerts#handOverAlert': {
    args: (of) => [{ alertId: of.alertId, toId: of.lead.accountId, note: text }],
    by: 'lead',
  },
  'alerts#snoozeAlert': {
    args: (of) => [
      { alertId: of.watchAlertId, seen: 'watch', until: addDays(todayOf(of), 3), reason: text },
      of.now,
    ],
    by: 'lead',
  },
  'limits#setCaseLimit': {
    args: (of) => [{ caseId: of.caseId, limitId: 'no_log_act', seen: null, value: 10, note: text }, of.now],
    by: 'lead',
  },
  'limits#setClinicLimit': {
    args: (of) => [{ limitId: 'no_log_act', seen: null, value: 10, note: text }, of.now],
    by: 'admin',
    may: ['an admin who is no physio', 'an admin of another clinic'],
  },
  'alerts#closeAlert': { args: (of) => [{ alertId: of.alertId, seen: 'urgent', outcome: text }], by: 'lead' },
  'cases/discharge#answerDischarge': {
    args: (of) => [
      {
        id: newId(),
        caseId: of.caseId,
        seen: of.dischargeAnswerId,
        noRunningGoal: null,
        goalReached: true,
        selfManagementOk: true,
      },
      of.now,
    ],
    by: 'lead',
  },
  'cases/glass#breakGlass': {
    args: (of) => [{ caseId: of.caseId, patientId: of.patientId, reason: text }],
    by: 'lead',
    may: ['a physio off the team', 'a physio whose own form it is'],
  },
  'cases/change#changeCase': {
    args: (of) => [
      {
        caseId: of.caseId,
        version: 1,
        complaint: text,
        side: 'both',
        reason: text,
        nextReviewOn: addDays(todayOf(of), 9),
      },
      of.now,
    ],
    by: 'lead',
  },
  'cases/change#moveReview': {
    args: (of) => [{ caseId: of.caseId, version: 1, nextReviewOn: addDays(todayOf(of), 9) }, of.now],
    by: 'lead',
  },
  'cases/status#closeCase': {
    args: (of) => [{ caseId: of.caseId, version: 1, reason: 'goals_reached', note: text }],
    by: 'lead',
  },
  'cases/status#holdCase': { args: changed, by: 'lead' },
  'cases/status#reopenCase': { args: changed, by: 'lead' },
  'cases/status#resumeCase': { args: changed, by: 'lead' },
  'cases/team#changeTeam': {
    args: (of) => [{ caseId: of.caseId, expected: '', leadId: of.clinic.physioB.accountId, memberIds: [] }],
    by: 'lead',
    may: ['an admin who is no physio'],
  },
  'flags/responses#answerFlag': {
    args: (of) => [{ id: newId(), flagRowId: of.flagId, kind: 'confirmed', text }],
    by: 'lead',
  },
  'review#signReview': {
    args: (of) => [
      {
        id: newId(),
        caseId: of.caseId,
        decision: 'discharge',
        text,
        nextReviewOn: null,
        seen: '',
        answered: '',
        goals: text,
        noRunningGoal: false,
        goalReached: false,
        selfManagementOk: true,
      },
    ],
    by: 'lead',
  },
}
