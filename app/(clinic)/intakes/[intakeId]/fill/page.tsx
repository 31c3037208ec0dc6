import { redirect } from 'next/navigation'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'

/** Fill the form in for the patient: goes on where it stopped. */
export default async function FillPage({ params }: { params: Promise<{ intakeId: string }> }) {
  const actor = await requirePhysio()
  const intakeId = idParam((await params).intakeId)
  const frame = await load(actor, formFrame(actor, intakeId, new Date()))
  redirect(`/intakes/${intakeId}/fill/${frame.sent ? 'sent' : frame.resume}`)
}
