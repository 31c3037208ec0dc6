import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { CaseEntryScreen } from '#components/tracking/entries/case-entry-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { newId } from '#lib/ids.ts'
import { entryDanger } from '#lib/tracking/entries/danger/queries.ts'
import { caseEntry } from '#lib/tracking/entries/history/queries.ts'

export const metadata: Metadata = { title: 'Entry' }

export default async function Page(props: PageProps<'caseId' | 'entryId'>) {
  const [actor, params, { done }] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const [caseId, entryId] = [idParam(params.caseId), idParam(params.entryId)]
  const here = `/cases/${caseId}/entries/${entryId}`
  const view = await load(actor, caseEntry(actor, caseId, entryId, new Date()), () => here)
  const danger =
    done === 'corrected' ? await load(actor, entryDanger(actor, caseId, entryId, new Date())) : null
  return (
    <CaseEntryScreen
      view={view}
      newId={newId()}
      done={typeof done === 'string' ? done : undefined}
      danger={danger}
    />
  )
}
