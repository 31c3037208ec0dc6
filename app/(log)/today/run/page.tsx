import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { OldPage } from '#components/tracking/old-page/old-page.tsx'
import { RunScreen } from '#components/tracking/run/run-screen.tsx'
import { load } from '#lib/access/load.ts'
import { isQuiet } from '#lib/access/quiet.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { afterConflict } from '#lib/tracking/entries/rules.ts'
import { afterSearch } from '#lib/tracking/entries/schema.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'

export const metadata: Metadata = { title: 'Run' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const { case: caseId, correct, day, after } = afterSearch.parse(query)
  const view = await load(
    actor,
    runForm(actor, { caseId, correct, day, after, quiet: await isQuiet() }),
    afterConflict,
  )
  return (
    <>
      {correct ? null : <OldPage path="/today/run" view={view} timeZone={actor.ownZone} />}
      <RunScreen view={view} />
    </>
  )
}
