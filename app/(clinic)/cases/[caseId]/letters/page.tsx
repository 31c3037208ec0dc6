import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { LettersScreen } from '#components/letters/list-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { letterKinds } from '#lib/content/letters/kinds.ts'
import { caseLetters } from '#lib/letters/queries.ts'

export const metadata: Metadata = { title: 'Letters' }

/** `?kind=` chooses the kind of the new letter beforehand. */
export default async function Page({ params, searchParams }: PageProps<'caseId'>) {
  const [actor, { caseId }, query] = await Promise.all([requirePhysio(), params, searchParams])
  const view = await load(actor, caseLetters(actor, idParam(caseId), new Date()))
  return <LettersScreen view={view} kind={letterKinds.find((kind) => kind === query.kind)} />
}
