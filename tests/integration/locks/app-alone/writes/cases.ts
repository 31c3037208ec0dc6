import { addDays } from '#lib/dates.ts'
import { newId } from '#lib/ids.ts'
import type { Target } from '../asked.ts'
import { text, todayOf, type Writes } from './row.ts'

const changed = (of: Target) => [{ caseId: of.caseId, version: 1, reason: text }]

export const cases: Writes = {
  writes: {
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
  },
  parts: [
    'cases/discharge#keepTicks',
    'cases/team#tellLead',
    'cases/team#tellOfTeams',
    'cases/team/lock#teamCase',
  ],
}
