import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { VisitForm } from '#components/intake/visit-form.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { visitForm } from '#lib/intake/visit-form/queries.ts'
import { visitSearch } from '#lib/intake/visit-form/schema.ts'

export const metadata: Metadata = { title: 'Ask at the visit' }

export default async function Page({ params, searchParams }: PageProps<'caseId'>) {
  const [actor, { caseId }, query] = await Promise.all([requirePhysio(), params, searchParams])
  const { ask } = visitSearch.parse(query)
  return (
    <VisitForm view={await load(actor, visitForm(actor, idParam(caseId), ask, new Date()))} wanted={ask} />
  )
}
