import { ofCase, type Reads } from './row.ts'

export const cases: Reads = {
  reads: {
    'cases#caseFrame': { args: (of) => [of.caseId, 'overview', of.now], by: 'lead', hidden: true },
    'cases/counts#clinicCounts': { args: (of) => [of.now], by: 'lead', shows: /"openCases":1,"intakes":1,/ },
    'cases/discharge#closeView': { ...ofCase, shows: /"ok":"no"/ },
    'cases/export#exportCase': ofCase,
    'cases/intake#caseIntake': {
      args: (of) => [of.caseId, of.reviewFormId, of.now],
      by: 'lead',
      hidden: true,
    },
    'cases/overview#caseOverview': ofCase,
    'cases/seen#caseSeen': { ...ofCase, shows: /"reason":"CANARY-ONE-PATIENT-A"/ },
    'cases/own#ownTreatments': { args: () => [], by: 'patient', shows: /"side":/ },
  },
  internal: {
    'cases#readCaseFrame': 'cases#caseFrame',
    'cases/discharge#newestDischargeAnswer': 'cases/discharge#closeView',
    'cases/discharge#readDischarge': 'cases/discharge#closeView',
    'cases/status#readEnd': 'cases/discharge#closeView',
    'cases/own#readOpenTreatments': 'intake/review-form/own#reviewStart',
    'cases/own#readTreatments': 'cases/own#ownTreatments',
  },
  fragments: ['cases/discharge#labelOf'],
}
