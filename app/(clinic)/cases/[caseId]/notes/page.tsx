import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { NotesScreen } from '#components/notes/list-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseNotes } from '#lib/notes/queries.ts'

export const metadata: Metadata = { title: 'Notes' }

export default async function Page({ params }: PageProps<'caseId'>) {
  const [actor, { caseId }] = await Promise.all([requirePhysio(), params])
  return <NotesScreen view={await load(actor, caseNotes(actor, idParam(caseId), new Date()))} />
}
