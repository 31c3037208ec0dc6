import { newId } from '#lib/ids.ts'
import { text, type Writes } from './row.ts'

export const review: Writes = {
  writes: {
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
  },
}
