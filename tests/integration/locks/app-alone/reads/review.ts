import { ofCase, type Reads } from './row.ts'

export const review: Reads = {
  reads: {
    'review#caseReviews': ofCase,
    'review#newReview': ofCase,
    'review#signedReview': { args: (of) => [of.caseId, of.reviewId, of.now], by: 'lead', hidden: true },
  },
  internal: {
    'review/evaluation#readEvaluation': 'review#newReview',
    'review/indicators#readCaseInput': 'programs/builder#programPage',
    'review/indicators/batch#readBatch': 'alerts#caseAlerts',
    'review/record#readRecord': 'review#newReview',
  },
  fragments: [
    'review/indicators/logs#logColumns',
    'review/indicators/elsewhere#ranElsewhereSql',
    'review/indicators/elsewhere#heldElsewhereSql',
    'review/indicators/elsewhere#ranBeforeSql',
  ],
}
