import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { FormsScreen } from '#components/outcomes/forms-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { ownForms } from '#lib/outcomes/forms/queries.ts'
import { formsSearch } from '#lib/outcomes/forms/schema.ts'

export const metadata: Metadata = { title: 'Forms' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const { saved } = formsSearch.parse(query)
  return <FormsScreen forms={await load(actor, ownForms(actor, new Date()))} saved={saved !== null} />
}
