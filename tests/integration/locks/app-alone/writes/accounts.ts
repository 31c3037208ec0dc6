import type { Target } from '../asked.ts'
import { admins, type WriteRows } from './row.ts'

const account = (of: Target) => [{ accountId: of.lead.accountId }]

export const accounts: WriteRows = {
  'accounts/directory#changeEmail': {
    args: (of) => [{ accountId: of.lead.accountId, version: 1, email: 'nora.neu@example.invalid' }],
    ...admins,
  },
  'accounts/directory#changeName': {
    args: (of) => [{ accountId: of.lead.accountId, version: 1, name: 'Nora Neu' }],
    ...admins,
  },
  'accounts/directory#changeRoles': {
    args: (of) => [{ accountId: of.lead.accountId, version: 1, roles: ['physio', 'admin'] }],
    ...admins,
  },
  'accounts/directory#inviteStaff': {
    args: () => [{ name: 'Nora Neu', email: 'nora.neu@example.invalid', roles: ['physio'] }],
    by: 'admin',
    may: ['an admin who is no physio', 'an admin of another clinic'],
  },
  'accounts/directory#resendInvitation': { args: account, ...admins },
  'accounts/directory#restoreAccount': { args: account, ...admins },
  'accounts/directory#sendReset': { args: account, ...admins },
  'accounts/directory#suspendAccount': { args: account, ...admins },
  'accounts/handover#handOverCases': {
    args: (of) => [{ accountId: of.lead.accountId, toAll: of.clinic.physioB.accountId, byCase: {} }],
    ...admins,
  },
  'clinic#changeClinicSettings': {
    args: () => [
      {
        version: 1,
        name: 'Another name',
        phone: '+41 44 111 22 33',
        emergencyNumber: '144',
        outOfHoursPhone: '',
        address: '',
        timeZone: 'Europe/Zurich',
        consentAge: 18,
        dutyAccountId: '',
        closedDays: '',
        ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [`hours.${day}`, ''])),
      },
    ],
    by: 'admin',
    may: ['an admin who is no physio', 'an admin of another clinic'],
  },
}
