import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CloseForm } from '#components/intake/close-form.tsx'
import { UnderAgeScreen } from '#components/intake/under-age-screen.tsx'
import { load } from '#lib/access/load.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'
import { ahead } from '#lib/intake/drafts/rules.ts'
import { closeFormAction } from '#lib/intake/visits/actions.ts'
import { requireVisit } from '#lib/intake/visits/queries.ts'

export const metadata: Metadata = { title: 'Please call us' }

export default async function UnderAgePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const actor = await requireVisit(token)
  const frame = await load(actor, formFrame(actor, actor.intakeId, new Date()))
  const first = ahead(frame, 'young')
  if (first) redirect(`/f/${token}/${first}`)
  const close = <CloseForm token={token} close={closeFormAction} />
  return <UnderAgeScreen frame={frame} base={`/f/${token}`} close={close} />
}
