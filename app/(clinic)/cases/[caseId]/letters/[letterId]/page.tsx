import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { LetterEditor } from '#components/letters/letter-editor.tsx'
import { LetterScreen } from '#components/letters/letter-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { oneLetter } from '#lib/letters/queries.ts'

export const metadata: Metadata = { title: 'Letter' }

/** A draft is written on; `read=1`, and everything that is signed or discarded, is read. */
export default async function Page({ params, searchParams }: PageProps<'caseId' | 'letterId'>) {
  const [actor, ids, { read }] = await Promise.all([requirePhysio(), params, searchParams])
  const view = await load(actor, oneLetter(actor, idParam(ids.caseId), idParam(ids.letterId), new Date()))
  const draft = view.signed === null && view.discarded === null
  const writes = draft && view.frame.onTeam && read === undefined
  return writes ? <LetterEditor view={view} /> : <LetterScreen view={view} />
}
