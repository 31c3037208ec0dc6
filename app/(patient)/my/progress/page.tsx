import type { Metadata } from 'next'
import { OwnProgressScreen } from '#components/progress/own-progress-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { ownProgress } from '#lib/tracking/progress/queries.ts'

export const metadata: Metadata = { title: 'Progress' }

export default async function Page() {
  const actor = await requirePatient()
  const progress = await load(actor, ownProgress(actor, '12', new Date()))
  return <OwnProgressScreen progress={progress} />
}
