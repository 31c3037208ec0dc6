import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { PageProps } from '#app/props.ts'
import { SignInScreen } from '#components/accounts/sign-in-screen.tsx'
import { currentActor } from '#lib/accounts/session.ts'
import { landingOf, reasons } from '#lib/accounts/way-back/rules.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: Pick<PageProps, 'searchParams'>) {
  const [actor, query] = await Promise.all([currentActor(), searchParams])
  const next = typeof query.next === 'string' ? query.next : undefined
  const why = reasons.find((reason) => reason === query.why)
  // Where somebody is to sign in anew, whoever is signed in may be somebody else.
  if (actor && why !== 'tab' && why !== 'waits') redirect(landingOf(actor, next))
  return <SignInScreen next={next} why={why} signedIn={actor?.name} />
}
