import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { FormsScreen } from '#components/outcomes/forms-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { ownReviewForms } from '#lib/intake/review-form/own/queries.ts'
import { ownForms } from '#lib/outcomes/forms/queries.ts'
import { formsSearch } from '#lib/outcomes/forms/schema.ts'

export const metadata: Metadata = { title: 'Forms' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const after = formsSearch.parse(query)
  const now = new Date()
  const [forms, reviews] = await load(
    actor,
    Promise.all([ownForms(actor, now, after), ownReviewForms(actor, now)]),
  )
  return <FormsScreen forms={forms} reviews={reviews} saved={after.saved !== null} words={forms.words} />
}
