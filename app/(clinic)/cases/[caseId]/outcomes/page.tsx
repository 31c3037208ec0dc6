import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { OutcomesScreen } from '#components/outcomes/outcomes-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseOutcomes } from '#lib/outcomes/queries.ts'
import { outcomesSearch } from '#lib/outcomes/views/schema.ts'

export const metadata: Metadata = { title: 'Outcomes' }

export default async function Page(props: PageProps<'caseId'>) {
  const [actor, { caseId }, query] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const search = outcomesSearch.parse(query)
  const view = await load(actor, caseOutcomes(actor, idParam(caseId), search, new Date()))
  // Another form is another set of fields.
  const key = `${search.enter ?? ''} ${search.correct ?? ''}`
  return <OutcomesScreen key={key} view={view} saved={search.saved} missing={search.missing} />
}
