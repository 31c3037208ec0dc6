'use server'
import type { AccountActor } from '#lib/access/actor.ts'
import { countText } from '#lib/dates.ts'
import { action } from '#lib/forms/action.ts'
import { requestAddress } from '../address.ts'
import { changePassword, endOneSession, endOtherSessions } from './commands.ts'
import { type ChangePasswordInput, changePasswordInput, endOthersInput, endSessionInput } from './schema.ts'

const refresh = () => ['/account']

async function changePasswordHere(actor: AccountActor, input: ChangePasswordInput) {
  return changePassword(actor, input, await requestAddress())
}

async function endOthersHere(actor: AccountActor) {
  return endOtherSessions(actor)
}

async function endOneHere(actor: AccountActor, input: { sessionId: string }) {
  return endOneSession(actor, input)
}

export const changePasswordAction = action(changePasswordInput, changePasswordHere, {
  message: ({ ended }) =>
    `Your password is changed.${ended > 0 ? ` ${countText(ended, 'other session is', 'other sessions are')} signed out.` : ''}`,
  refresh,
})

export const endSessionAction = action(endSessionInput, endOneHere, {
  message: 'That session is signed out.',
  refresh,
})

export const endOtherSessionsAction = action(endOthersInput, endOthersHere, {
  message: ({ ended }) =>
    ended === 0
      ? 'You were signed in nowhere else.'
      : `${countText(ended, 'other session is', 'other sessions are')} signed out.`,
  refresh,
})
