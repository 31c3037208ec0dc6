import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { CaseAlertsScreen } from '#components/alerts/case-alerts-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseAlerts } from '#lib/alerts/queries.ts'
import { limitSearch } from '#lib/limits/schema.ts'

export const metadata: Metadata = { title: 'Alerts' }

export default async function Page(props: PageProps<'caseId'>) {
  const [actor, { caseId }, query] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const view = await load(actor, caseAlerts(actor, idParam(caseId), new Date()))
  return <CaseAlertsScreen view={view} saved={limitSearch.parse(query).saved} />
}
