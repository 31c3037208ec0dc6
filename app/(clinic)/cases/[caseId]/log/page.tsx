import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { StaffLogScreen } from '#components/tracking/staff-log/staff-log-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { newId } from '#lib/db/ids.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'

export const metadata: Metadata = { title: 'Enter for the patient' }

export default async function Page(props: PageProps<'caseId'>) {
  const [actor, { caseId }, query] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const view = await load(actor, runForm(actor, { caseId: idParam(caseId), correct: null }))
  const saved = typeof query.saved === 'string' ? query.saved : undefined
  return <StaffLogScreen view={view} painId={newId()} saved={saved} />
}
