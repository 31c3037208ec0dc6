import type { Metadata } from 'next'
import { AskResetScreen } from '#components/accounts/ask-reset-screen.tsx'
import { configuredUrl } from '#lib/own-url.ts'

export const metadata: Metadata = { title: 'Forgotten password' }

export default function ResetPage() {
  return <AskResetScreen sends={configuredUrl() !== null} />
}
