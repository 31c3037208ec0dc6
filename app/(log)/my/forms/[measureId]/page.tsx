import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { PageProps } from '#app/props.ts'
import { FormScreen } from '#components/outcomes/form-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { isMeasureId } from '#lib/content/outcomes/instruments.ts'
import { newId } from '#lib/ids.ts'
import { ownForm } from '#lib/outcomes/forms/queries.ts'
import { formsSearch } from '#lib/outcomes/forms/schema.ts'

export const metadata: Metadata = { title: 'Form' }

export default async function Page(props: PageProps<'measureId'>) {
  const [actor, { measureId: measure }, query] = await Promise.all([
    requirePatient(),
    props.params,
    props.searchParams,
  ])
  if (!isMeasureId(measure)) notFound()
  const { case: caseId, language, missing } = formsSearch.parse(query)
  const form = await load(actor, ownForm(actor, { measure, caseId, language }, new Date()))
  // What is unfinished is another form than an empty one: its fields start anew.
  return <FormScreen key={form.supersedes ?? 'new'} form={form} id={newId()} missing={missing} />
}
