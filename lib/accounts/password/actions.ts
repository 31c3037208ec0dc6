'use server'
import { actionAs } from '#lib/forms/action.ts'
import { requestAddress } from '../address.ts'
import { keepSession } from '../auth.ts'
import type { Opened } from '../commands.ts'
import { homeOf } from '../way-back/rules.ts'
import { askReset, setPassword } from './commands.ts'
import { type AskResetInput, askResetInput, type SetPasswordInput, setPasswordInput } from './schema.ts'

async function nobody(): Promise<null> {
  return null
}

async function setPasswordHere(_actor: null, input: SetPasswordInput): Promise<Opened> {
  const opened = await setPassword(input)
  await keepSession(opened.sessionToken)
  return opened
}

async function askResetHere(_actor: null, input: AskResetInput): Promise<{ sends: boolean }> {
  return askReset(input, await requestAddress())
}

export const setPasswordAction = actionAs(nobody, setPasswordInput, setPasswordHere, {
  goTo: (opened) => homeOf(opened),
})

/** The same for every asker, whoever has an account. */
const askedWords = (sends: boolean): string =>
  sends
    ? 'If this address belongs to an account, a message is on its way. Its link works once, for 60 minutes. Look in the spam folder too.'
    : 'If this address belongs to an account, a message waits at the clinic, which sends no mail by itself. Call there: its link works once, for 60 minutes.'

export const askResetAction = actionAs(nobody, askResetInput, askResetHere, {
  message: ({ sends }) => askedWords(sends),
})
