import { ofCase, type Reads } from './row.ts'

export const assessment: Reads = {
  reads: {
    'assessment#caseAssessments': { ...ofCase, shows: /"recorded":\d/ },
    'assessment#compareAssessments': {
      args: (of) => [of.caseId, { a: of.assessmentId, b: of.openAssessmentId }, of.now],
      by: 'lead',
      hidden: true,
      shows: /Walking/,
    },
    'assessment#oneAssessment': {
      args: (of) => [of.caseId, of.assessmentId, 'finish', of.now],
      by: 'lead',
      hidden: true,
    },
  },
  internal: {
    'assessment#caseFindings': 'assessment#caseAssessments',
    'assessment/record#assessmentsOf': 'assessment#caseAssessments',
    'assessment/record#everyAssessment': 'assessment#caseAssessments',
    'assessment/record#examinedCase': 'assessment#caseAssessments',
    'assessment/record#injuriesOf': 'assessment#caseAssessments',
    'assessment/record#minimumOf': 'programs/builder#programPage',
    'assessment/warnings#warningsOf': 'assessment#oneAssessment',
    'assessment/record#namesOf': 'assessment#caseAssessments',
    'assessment/signed#signedExaminations': 'notes#oneNote',
  },
  fragments: [
    'assessment/record#contextNow',
    'assessment/record#measuredIn',
    'assessment/record#newestFindings',
    'assessment/record#recordedOf',
    'assessment/record#signedBefore',
  ],
}
