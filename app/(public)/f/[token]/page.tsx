import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ClosedScreen } from '#components/intake/closed-screen.tsx'
import { OpenScreen } from '#components/intake/open-screen.tsx'
import { load } from '#lib/access/load.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'
import { openLinkAction } from '#lib/intake/visits/actions.ts'
import { currentVisit, peekLink } from '#lib/intake/visits/queries.ts'

export const metadata: Metadata = { title: 'Your form' }

export default async function LinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const link = await peekLink(token)
  if (!link) return <ClosedScreen reason="unknown" />
  const visit = await currentVisit(token)
  if (visit && link.state === 'submitted') redirect(`/f/${token}/sent`)
  const clinic = {
    name: link.clinicName,
    phone: link.clinicPhone,
    emergencyNumber: link.emergencyNumber,
    outOfHoursPhone: link.outOfHoursPhone,
  }
  if (link.state !== 'valid') return <ClosedScreen reason={link.state} clinic={clinic} />
  if (visit) {
    const frame = await load(visit, formFrame(visit, visit.intakeId, new Date()))
    redirect(`/f/${token}/${frame.resume}`)
  }
  return (
    <OpenScreen
      token={token}
      clinic={clinic.name}
      clinicPhone={clinic.phone}
      emergencyNumber={clinic.emergencyNumber}
      open={openLinkAction}
    />
  )
}
