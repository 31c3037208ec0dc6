import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { EntryScreen } from '#components/assessment/entry/entry-screen.tsx'
import { ReadingScreen } from '#components/assessment/reading-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { formSections } from '#lib/assessment/fields/schema.ts'
import { oneAssessment } from '#lib/assessment/queries.ts'

export const metadata: Metadata = { title: 'Assessment' }

/**
 * A draft is filled in section by section, in a closed case its summary alone; `section=sign`, and everything that is signed, is
 * read.
 */
export default async function Page({ params, searchParams }: PageProps<'caseId' | 'assessmentId'>) {
  const [actor, ids, query] = await Promise.all([requirePhysio(), params, searchParams])
  const section = formSections.find((one) => one === query.section) ?? 'observation'
  const view = await load(
    actor,
    oneAssessment(actor, idParam(ids.caseId), idParam(ids.assessmentId), section, new Date()),
  )
  const { mayWrite, onTeam } = view.frame
  const draft = view.signedText === null && !view.withdrawn
  const writes = draft && query.section !== 'sign' && (mayWrite || (onTeam && query.section === 'finish'))
  if (!writes) return <ReadingScreen view={view} />
  return <EntryScreen view={view} focus={typeof query.field === 'string' ? query.field : null} />
}
