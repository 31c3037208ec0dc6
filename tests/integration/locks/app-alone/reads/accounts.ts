import type { Reads } from './row.ts'

export const accounts: Reads = {
  reads: {
    'accounts/directory#accountDetail': {
      args: (of) => [of.accountId, of.now],
      by: 'admin',
      directory: true,
      shows: /CANARY-ONE-patientA/,
    },
    'accounts/directory#accountList': {
      args: (of) => [{ view: 'patients', search: '', page: 1 }, of.now],
      by: 'admin',
      directory: true,
      shows: /CANARY-ONE-patientA/,
    },
    'accounts/own#ownAccount': { args: (of) => [of.now], by: 'lead', shows: /CANARY-ONE-physioA/ },
  },
  internal: {
    'accounts/directory#casesInCareOf': 'accounts/directory#accountDetail',
    'accounts/directory#restoredStatus': 'accounts/directory#accountDetail',
    'accounts/own#ownSessions': 'accounts/own#ownAccount',
    'accounts/directory#unattendedCases': 'accounts/directory#accountList',
  },
  bySecret: ['accounts/password#accountToken'],
}
