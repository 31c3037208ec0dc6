import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInScreen } from '#components/accounts/sign-in-screen.tsx'
import { currentActor, homeOf } from '#lib/accounts/session.ts'

export const metadata: Metadata = { title: 'Sign in' }

const notices: Record<string, string> = {
  password: 'Your new password is set. Sign in with it now.',
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ done?: string | string[] }>
}) {
  const actor = await currentActor()
  if (actor) redirect(homeOf(actor))
  const { done } = await searchParams
  return <SignInScreen notice={typeof done === 'string' ? notices[done] : undefined} />
}
