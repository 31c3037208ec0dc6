import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { PageProps } from '#app/props.ts'
import { StopScreen } from '#components/intake/stop-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { goOnSignedIn } from '#lib/intake/drafts/actions.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'
import { goOnTo, unsavedBy } from '#lib/intake/drafts/rules.ts'

export const metadata: Metadata = { title: 'Please stop here' }

export default async function Page({ params, searchParams }: PageProps<'intakeId'>) {
  const [actor, ids, query] = await Promise.all([requirePatient(), params, searchParams])
  const intakeId = idParam(ids.intakeId)
  const frame = await load(actor, formFrame(actor, intakeId, new Date(), 'review_form', 'stop'))
  const base = `/my/forms/review/${intakeId}`
  const { messages } = frame
  if (!messages?.atOnce) redirect(base)
  const step = { to: goOnTo(query.to), unsaved: unsavedBy(query.unsaved) }
  return <StopScreen frame={frame} messages={messages} base={base} {...step} goOn={goOnSignedIn} />
}
