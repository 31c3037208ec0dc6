import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ClosedScreen } from '#components/intake/closed-screen.tsx'
import { OpenScreen } from '#components/intake/open-screen.tsx'
import { load } from '#lib/access/load.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'
import { openLinkAction } from '#lib/intake/visits/actions.ts'
import { currentVisit, peekLink } from '#lib/intake/visits/queries.ts'

export const metadata: Metadata = { title: 'Your form' }

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ why?: string | string[] }> }

export default async function LinkPage({ params, searchParams }: Props) {
  const [{ token }, { why }] = await Promise.all([params, searchParams])
  const unsaved = why === 'closed'
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
  if (link.state !== 'valid') return <ClosedScreen reason={link.state} clinic={clinic} unsaved={unsaved} />
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
      unsaved={unsaved}
      open={openLinkAction}
    />
  )
}
