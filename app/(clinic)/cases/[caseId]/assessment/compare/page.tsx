import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { PageProps } from '#app/props.ts'
import { CompareScreen } from '#components/assessment/compare-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { compareAssessments } from '#lib/assessment/queries.ts'

export const metadata: Metadata = { title: 'Compare assessments' }

export default async function Page({ params, searchParams }: PageProps<'caseId'>) {
  const [actor, { caseId }, query] = await Promise.all([requirePhysio(), params, searchParams])
  const id = idParam(caseId)
  if (query.a === undefined || query.b === undefined) redirect(`/cases/${id}/assessment`)
  const ids = { a: idParam(query.a), b: idParam(query.b) }
  if (ids.a === ids.b) redirect(`/cases/${id}/assessment/${ids.a}`)
  return <CompareScreen view={await load(actor, compareAssessments(actor, id, ids, new Date()))} />
}
