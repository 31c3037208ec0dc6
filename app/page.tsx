import { redirect } from 'next/navigation'
import { currentActor, homeOf } from '#lib/accounts/session.ts'

/** The start has no page of its own: everybody goes where their work is. */
export default async function StartPage() {
  const actor = await currentActor()
  redirect(actor ? homeOf(actor) : '/sign-in')
}
