import { redirect } from 'next/navigation'
import { currentActor } from '#lib/accounts/session.ts'
import { homeOf } from '#lib/accounts/way-back/rules.ts'

/** The start has no page of its own: everybody goes where their work is. */
export default async function StartPage() {
  const actor = await currentActor()
  redirect(actor ? homeOf(actor) : '/sign-in')
}
