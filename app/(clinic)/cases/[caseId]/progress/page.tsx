import type { Metadata } from 'next'
import { CaseProgressScreen } from '#components/progress/case-progress-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseProgress } from '#lib/tracking/progress/queries.ts'
import { progressSearch } from '#lib/tracking/progress/schema.ts'

export const metadata: Metadata = { title: 'Progress' }

type Props = {
  params: Promise<{ caseId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function Page(props: Props) {
  const [actor, params, query] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const { range, table } = progressSearch.parse(query)
  const progress = await load(actor, caseProgress(actor, idParam(params.caseId), range, new Date()))
  return <CaseProgressScreen progress={progress} table={table} />
}
