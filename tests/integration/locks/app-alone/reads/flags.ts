import type { Reads } from './row.ts'

export const flags: Reads = {
  reads: {},
  internal: {
    'flags#bearingOn': 'programs/builder#programPage',
    'flags#caseSafety': 'programs/builder#programPage',
    'flags#ownSafety': 'programs#myProgram',
    'flags/screen#ownUnanswered': 'intake/review-form/own#ownReviewForms',
    'flags/cards#flagCards': 'cases/overview#caseOverview',
    'flags/cards#notAssessedFlags': 'cases/overview#caseOverview',
    'flags/occasions#occasionsOf': 'cases/overview#caseOverview',
  },
}
