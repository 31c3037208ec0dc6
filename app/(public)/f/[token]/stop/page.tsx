import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CloseForm } from '#components/intake/close-form.tsx'
import { StopScreen } from '#components/intake/stop-screen.tsx'
import { load } from '#lib/access/load.ts'
import { goOnByLink } from '#lib/intake/drafts/actions.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'
import { goOnTo, unsavedBy } from '#lib/intake/drafts/rules.ts'
import { closeFormAction } from '#lib/intake/visits/actions.ts'
import { requireVisit } from '#lib/intake/visits/queries.ts'

export const metadata: Metadata = { title: 'Please stop here' }

type Props = {
  params: Promise<{ token: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function StopPage({ params, searchParams }: Props) {
  const { token } = await params
  const actor = await requireVisit(token)
  const frame = await load(actor, formFrame(actor, actor.intakeId, new Date(), 'intake', 'stop'))
  const { messages } = frame
  if (!messages?.atOnce) redirect(`/f/${token}`)
  const { to, unsaved } = await searchParams
  const step = { to: goOnTo(to), unsaved: unsavedBy(unsaved) }
  const close = <CloseForm token={token} close={closeFormAction} />
  return (
    <StopScreen
      frame={frame}
      messages={messages}
      base={`/f/${token}`}
      {...step}
      goOn={goOnByLink}
      close={close}
    />
  )
}
