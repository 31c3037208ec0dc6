'use server'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { actionAs } from '#lib/forms/action.ts'
import { assertSameOrigin } from '#lib/forms/origin.ts'
import { requestAddress } from './address.ts'
import { keepSession, signOut } from './auth.ts'
import { endOwnSessions, endSession, type Opened, signInWithPassword } from './commands.ts'
import { type SignInInput, signInInput } from './schema.ts'
import { currentActor, currentSessionToken } from './session.ts'
import { landingOf } from './way-back/rules.ts'

async function nobody(): Promise<null> {
  return null
}

async function signInHere(_actor: null, input: SignInInput): Promise<Opened> {
  const opened = await signInWithPassword(input, await requestAddress())
  await keepSession(opened.sessionToken)
  return opened
}

export const signInAction = actionAs(nobody, signInInput, signInHere, {
  goTo: (opened, { next }) => landingOf(opened, next),
})

/** The action of a plain `<form>`: ends the session in the database, then forgets the cookie. */
export async function signOutAction(): Promise<void> {
  assertSameOrigin(await headers())
  const token = await currentSessionToken()
  if (token) await endSession(token)
  await signOut({ redirect: false })
  redirect('/sign-in')
}

/** The same on every device at once. */
export async function signOutEverywhereAction(): Promise<void> {
  assertSameOrigin(await headers())
  const actor = await currentActor()
  if (actor) await endOwnSessions(actor)
  await signOut({ redirect: false })
  redirect('/sign-in')
}
