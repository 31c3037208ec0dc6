import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { PageProps } from '#app/props.ts'
import { ListScreen } from '#components/assessment/list-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { placeOf } from '#lib/assessment/fields/schema.ts'
import { caseAssessments } from '#lib/assessment/queries.ts'

export const metadata: Metadata = { title: 'Assessment' }

/** `?field=<finding>` goes on with the draft at that finding, or offers to start one there. */
export default async function Page({ params, searchParams }: PageProps<'caseId'>) {
  const [actor, { caseId }, { field }] = await Promise.all([requirePhysio(), params, searchParams])
  const view = await load(actor, caseAssessments(actor, idParam(caseId), new Date()))
  const asked = typeof field === 'string' ? field : null
  const place = asked ? placeOf(asked) : null
  const draft = view.list.find((one) => one.signedText === null)
  if (place && draft && view.frame.mayWrite)
    redirect(
      `/cases/${view.frame.caseId}/assessment/${draft.id}?section=${place.section}&field=${place.name}#${place.name}`,
    )
  return <ListScreen view={view} field={place ? asked : null} />
}
