import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CloseForm } from '#components/intake/close-form.tsx'
import { SentScreen } from '#components/intake/sent-screen.tsx'
import { load } from '#lib/access/load.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'
import { closeFormAction } from '#lib/intake/visits/actions.ts'
import { requireVisit } from '#lib/intake/visits/queries.ts'

export const metadata: Metadata = { title: 'Sent' }

export default async function SentPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const actor = await requireVisit(token)
  const frame = await load(actor, formFrame(actor, actor.intakeId, new Date(), 'intake', 'sent'))
  if (!frame.sent) redirect(`/f/${token}`)
  const close = <CloseForm token={token} close={closeFormAction} />
  return <SentScreen frame={frame} close={close} />
}
