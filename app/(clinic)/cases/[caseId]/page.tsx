import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { OverviewScreen } from '#components/cases/overview-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { caseProgress } from '#lib/tracking/progress/queries.ts'
import { frameOf, titleOf } from './frame.ts'

// A layout names the pages below it, not the one beside it.
export async function generateMetadata({ params }: Pick<PageProps<'caseId'>, 'params'>): Promise<Metadata> {
  return { title: { absolute: titleOf(await frameOf((await params).caseId), 'Case') } }
}

export default async function Page({ params }: PageProps<'caseId'>) {
  const [actor, { caseId }] = await Promise.all([requirePhysio(), params])
  const [id, now] = [idParam(caseId), new Date()]
  const view = await load(actor, caseOverview(actor, id, now))
  const progress = await load(actor, caseProgress(actor, id, '12', now))
  return <OverviewScreen view={view} progress={progress} />
}
