import type { Metadata } from 'next'
import { AskResetScreen } from '#components/accounts/ask-reset-screen.tsx'
import { strangersUrl } from '#lib/public-url.ts'

export const metadata: Metadata = { title: 'Forgotten password' }

export default async function ResetPage() {
  return <AskResetScreen sends={(await strangersUrl()) !== null} />
}
