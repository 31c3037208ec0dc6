import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { CloseScreen } from '#components/cases/close-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { closeView } from '#lib/cases/discharge/queries.ts'

export const metadata: Metadata = { title: 'Discharge or refer' }

export default async function Page(props: PageProps<'caseId'>) {
  const [actor, { caseId }, query] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const view = await load(actor, closeView(actor, idParam(caseId), new Date()))
  return <CloseScreen view={view} reason={query.as === 'refer' ? 'referred' : undefined} />
}
