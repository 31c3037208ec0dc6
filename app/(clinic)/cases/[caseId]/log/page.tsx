import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { StaffLogScreen } from '#components/tracking/staff-log/staff-log-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { newId } from '#lib/ids.ts'
import { entryDanger } from '#lib/tracking/entries/danger/queries.ts'
import { teamLogSearch } from '#lib/tracking/entries/schema.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'

export const metadata: Metadata = { title: 'Enter for the patient' }

export default async function Page(props: PageProps<'caseId'>) {
  const [actor, { caseId }, query] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const { day, entry } = teamLogSearch.parse(query)
  const ask = { caseId: idParam(caseId), correct: null, day }
  const run = await load(actor, runForm(actor, ask))
  const session = await load(actor, sessionForm(actor, ask))
  const danger = entry ? await load(actor, entryDanger(actor, ask.caseId, entry, new Date())) : null
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  return (
    <StaffLogScreen
      run={run}
      session={session}
      ids={{ pain: newId(), morning: newId() }}
      saved={text(query.saved)}
      danger={danger}
      problem={text(query.problem)}
    />
  )
}
