import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SentScreen } from '#components/intake/sent-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'

export const metadata: Metadata = { title: 'Sent' }

export default async function FillSentPage({ params }: { params: Promise<{ intakeId: string }> }) {
  const actor = await requirePhysio()
  const intakeId = idParam((await params).intakeId)
  const frame = await load(actor, formFrame(actor, intakeId, new Date()))
  if (!frame.sent) redirect(`/intakes/${intakeId}/fill`)
  return <SentScreen frame={frame} after={{ href: `/intakes/${intakeId}`, label: 'Open it in triage' }} />
}
