import type { Metadata } from 'next'
import { AskResetScreen } from '#components/accounts/ask-reset-screen.tsx'

export const metadata: Metadata = { title: 'Forgotten password' }

export default function ResetPage() {
  return <AskResetScreen />
}
