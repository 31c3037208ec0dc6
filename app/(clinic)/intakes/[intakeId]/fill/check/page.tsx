import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CheckScreen } from '#components/intake/check-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { submitSignedIn } from '#lib/intake/drafts/actions.ts'
import { checkView } from '#lib/intake/drafts/queries.ts'

export const metadata: Metadata = { title: 'Check the answers' }

export default async function FillCheckPage({ params }: { params: Promise<{ intakeId: string }> }) {
  const actor = await requirePhysio()
  const intakeId = idParam((await params).intakeId)
  const view = await load(actor, checkView(actor, intakeId, new Date()))
  const base = `/intakes/${intakeId}/fill`
  if (view.sent) redirect(`${base}/sent`)
  if (view.underAge) redirect(`${base}/young`)
  return <CheckScreen view={view} base={base} send={submitSignedIn} />
}
