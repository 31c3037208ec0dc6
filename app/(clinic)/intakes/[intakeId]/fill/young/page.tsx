import type { Metadata } from 'next'
import { UnderAgeScreen } from '#components/intake/under-age-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'

export const metadata: Metadata = { title: 'Under 16' }

export default async function FillUnderAgePage({ params }: { params: Promise<{ intakeId: string }> }) {
  const actor = await requirePhysio()
  const intakeId = idParam((await params).intakeId)
  const frame = await load(actor, formFrame(actor, intakeId, new Date()))
  return <UnderAgeScreen frame={frame} base={`/intakes/${intakeId}/fill`} />
}
