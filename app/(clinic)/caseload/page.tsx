import type { Metadata } from 'next'
import { CaseloadScreen } from '#components/caseload/caseload-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseload } from '#lib/tracking/caseload/queries.ts'
import { caseloadSearch } from '#lib/tracking/caseload/schema.ts'

export const metadata: Metadata = { title: 'Caseload' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const [actor, query] = await Promise.all([requirePhysio(), searchParams])
  const view = await load(actor, caseload(actor, caseloadSearch.parse(query), new Date()))
  return <CaseloadScreen view={view} />
}
