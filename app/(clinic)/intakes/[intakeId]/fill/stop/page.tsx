import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { StopScreen } from '#components/intake/stop-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { goOnSignedIn } from '#lib/intake/drafts/actions.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'
import { goOnTo, unsavedBy } from '#lib/intake/drafts/rules.ts'

export const metadata: Metadata = { title: 'Please tell the patient now' }

type Props = {
  params: Promise<{ intakeId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function FillStopPage({ params, searchParams }: Props) {
  const actor = await requirePhysio()
  const intakeId = idParam((await params).intakeId)
  const frame = await load(actor, formFrame(actor, intakeId, new Date()))
  const base = `/intakes/${intakeId}/fill`
  const { messages } = frame
  if (!messages?.atOnce) redirect(base)
  const { to, unsaved } = await searchParams
  const step = { to: goOnTo(to), unsaved: unsavedBy(unsaved) }
  return <StopScreen frame={frame} messages={messages} base={base} {...step} goOn={goOnSignedIn} />
}
