import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { SeenScreen } from '#components/cases/seen-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseSeen } from '#lib/cases/seen/queries.ts'

export const metadata: Metadata = { title: 'Who saw this case' }

export default async function Page({ params }: PageProps<'caseId'>) {
  const [actor, { caseId }] = await Promise.all([requirePhysio(), params])
  return <SeenScreen view={await load(actor, caseSeen(actor, idParam(caseId), new Date()))} />
}
