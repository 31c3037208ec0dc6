import type { Reads } from './row.ts'

export const patients: Reads = {
  reads: {
    'patients#patientDetail': { args: (of) => [of.patientId, of.now], by: 'admin', directory: true },
    'patients#patientList': { args: (of) => [{ search: '', page: 1 }, of.now], by: 'admin', directory: true },
    'patients/record/export#exportOwnRecord': {
      args: (of) => [of.now],
      by: 'patient',
      shows: /CANARY-ONE-PATIENT-A/,
    },
    'patients/record#ownRecord': { args: (of) => [0, of.now], by: 'patient' },
    'patients/requests#recordRequests': {
      args: (of) => [{ view: 'open', page: 1, saved: null, already: null }, of.now],
      by: 'admin',
      directory: true,
    },
  },
  internal: {
    'patients/address#askFor': 'patients#patientDetail',
    'patients/address#isUntreated': 'patients#patientDetail',
    'patients/address#treatedBy': 'patients#patientDetail',
    'patients/address#vouchesFor': 'patients#patientDetail',
    'patients/cases#casesOfPatient': 'patients#patientDetail',
    'patients/births#otherBirths': 'patients#patientDetail',
    'patients/contacts#phoneInForms': 'patients#patientDetail',
    'patients/births#readBirths': 'tracking/today#todayView',
    'patients/births#readRecordedBirth': 'programs/builder#programPage',
    'patients/reset#showsReset': 'patients#patientDetail',
    'patients/requests/copies#copiesOf': 'patients/requests#recordRequests',
    'patients/requests#erasableOf': 'patients/requests#recordRequests',
  },
}
