import type { Metadata } from 'next'
import { SetPasswordScreen } from '#components/accounts/set-password-screen.tsx'
import { accountToken } from '#lib/accounts/password/queries.ts'

export const metadata: Metadata = { title: 'New password' }

export default async function NewPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return <SetPasswordScreen token={token} kind="password_reset" link={await accountToken(token)} />
}
