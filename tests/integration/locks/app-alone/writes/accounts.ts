import type { Target } from '../asked.ts'
import { admins, type Writes } from './row.ts'

const account = (of: Target) => [{ accountId: of.lead.accountId }]

export const accounts: Writes = {
  writes: {
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
    'accounts/own#endOneSession': { args: (of) => [{ sessionId: of.lead.sessionId }], by: 'lead' },
    'accounts/handover#handOverCases': {
      args: (of) => [{ accountId: of.lead.accountId, toAll: of.clinic.physioB.accountId, byCase: {} }],
      ...admins,
    },
  },
  parts: [
    'accounts#addSession',
    'accounts#endSessionsOf',
    'accounts#secret',
    'accounts#tryPassword',
    'accounts/password#tellOwner',
    'accounts/links#addLink',
    'accounts/links#issueAccountToken',
    'accounts/links#linkByHand',
    'accounts/links#revokeTokens',
  ],
  bySecret: [
    'accounts#endSession',
    'accounts#signInWithPassword',
    'accounts/password#askReset',
    'accounts/password#setPassword',
  ],
}
