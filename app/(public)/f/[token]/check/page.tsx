import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CheckScreen } from '#components/intake/check-screen.tsx'
import { CloseForm } from '#components/intake/close-form.tsx'
import { load } from '#lib/access/load.ts'
import { submitByLink } from '#lib/intake/drafts/actions.ts'
import { checkView } from '#lib/intake/drafts/queries.ts'
import { ahead } from '#lib/intake/drafts/rules.ts'
import { closeFormAction } from '#lib/intake/visits/actions.ts'
import { requireVisit } from '#lib/intake/visits/queries.ts'

export const metadata: Metadata = { title: 'Check your answers' }

export default async function CheckPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const actor = await requireVisit(token)
  const view = await load(actor, checkView(actor, actor.intakeId, new Date()))
  const first = ahead(view, 'check')
  if (first) redirect(`/f/${token}/${first}`)
  const close = <CloseForm token={token} close={closeFormAction} />
  return <CheckScreen view={view} base={`/f/${token}`} send={submitByLink} close={close} />
}
