import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { CloseScreen } from '#components/cases/close-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseFrame } from '#lib/cases/queries.ts'

export const metadata: Metadata = { title: 'Discharge or refer' }

export default async function Page(props: PageProps<'caseId'>) {
  const [actor, { caseId }, query] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const frame = await load(actor, caseFrame(actor, idParam(caseId), 'close', new Date()))
  return <CloseScreen frame={frame} reason={query.as === 'refer' ? 'referred' : undefined} />
}
