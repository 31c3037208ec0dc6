import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { FactorsScreen } from '#components/factors/factors-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseFactors } from '#lib/factors/queries.ts'

export const metadata: Metadata = { title: 'Factors' }

export default async function Page({ params, searchParams }: PageProps<'caseId'>) {
  const [actor, { caseId }, { at }] = await Promise.all([requirePhysio(), params, searchParams])
  const earlier = at === undefined ? null : idParam(at)
  return <FactorsScreen view={await load(actor, caseFactors(actor, idParam(caseId), earlier, new Date()))} />
}
