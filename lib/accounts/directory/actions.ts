'use server'
import { countText } from '#lib/dates.ts'
import { action } from '#lib/forms/action.ts'
import { handOverCases } from '../handover/commands.ts'
import { handOverInput } from '../handover/schema.ts'
import {
  changeEmail,
  changeName,
  changeRoles,
  inviteStaff,
  resendInvitation,
  restoreAccount,
  sendReset,
  suspendAccount,
} from './commands.ts'
import {
  accountIdInput,
  changeEmailInput,
  changeNameInput,
  changeRolesInput,
  inviteStaffInput,
} from './schema.ts'

/** Where nothing sends mail, an admin passes it on. */
const leaves = ({ sends }: { sends: boolean }) =>
  sends ? 'is on its way' : 'waits in the outbox: no mail server sends it. Pass it on from there'

function toldOfAddress({ told, sends }: { told: boolean; sends: boolean }): string {
  if (!told) return 'Nobody gets a message while the account is suspended.'
  return sends
    ? 'Both addresses get a message.'
    : 'A message to each address waits in the outbox: no mail server sends it.'
}

const pages = (accountId: string) => ['/admin/accounts', `/admin/accounts/${accountId}`]

export const inviteStaffAction = action(inviteStaffInput, inviteStaff, {
  message: (result, { email }) => `The invitation to ${email} ${leaves(result)}.`,
  refresh: () => ['/admin/accounts'],
})
export const resendInvitationAction = action(accountIdInput, resendInvitation, {
  message: (result) => `A new invitation ${leaves(result)}. The one before does not work any more.`,
  refresh: (_result, { accountId }) => pages(accountId),
})
export const sendResetAction = action(accountIdInput, sendReset, {
  message: (result) => `A link to choose a new password ${leaves(result)}.`,
  refresh: (_result, { accountId }) => pages(accountId),
})
export const changeEmailAction = action(changeEmailInput, changeEmail, {
  message: (result, { email }) => `They sign in with ${email} from now on. ${toldOfAddress(result)}`,
  refresh: (_result, { accountId }) => pages(accountId),
})
export const changeNameAction = action(changeNameInput, changeName, {
  message: (_result, { name }) => `This account is called ${name} from now on.`,
  refresh: (_result, { accountId }) => pages(accountId),
})
export const changeRolesAction = action(changeRolesInput, changeRoles, {
  message: ({ unattended }) =>
    `The roles are changed, from the next page on.${unattended > 0 ? ` ${countText(unattended, 'case has', 'cases have')} nobody now: hand over here.` : ''}`,
  // The pages of an admin are no page any more for whoever was one: she goes where a physio begins, with another navigation.
  goTo: ({ gaveUp }) => (gaveUp ? '/caseload' : null),
  refresh: ({ gaveUp }, { accountId }) => (gaveUp ? ['/caseload'] : pages(accountId)),
})
export const suspendAccountAction = action(accountIdInput, suspendAccount, {
  message: 'This account is suspended and signed out everywhere.',
  refresh: (_result, { accountId }) => pages(accountId),
})
export const restoreAccountAction = action(accountIdInput, restoreAccount, {
  message: ({ status }) =>
    status === 'invited'
      ? 'This account is invited again, and nobody can sign in with it yet. Send the invitation again.'
      : 'This account can sign in again.',
  refresh: (_result, { accountId }) => pages(accountId),
})
export const handOverCasesAction = action(handOverInput, handOverCases, {
  message: ({ cases, left }) =>
    cases === 0
      ? 'No case was handed over: choose who takes it.'
      : `${countText(cases, 'case')} handed over${left ? `, ${left} left` : ''}.`,
  refresh: (_result, { accountId }) => pages(accountId),
})
