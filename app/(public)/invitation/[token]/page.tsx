import type { Metadata } from 'next'
import { SetPasswordScreen } from '#components/accounts/set-password-screen.tsx'
import { accountToken } from '#lib/accounts/password/queries.ts'

export const metadata: Metadata = { title: 'Invitation' }

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return <SetPasswordScreen token={token} kind="invitation" link={await accountToken(token)} />
}
