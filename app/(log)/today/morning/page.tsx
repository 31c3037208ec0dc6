import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { MorningScreen } from '#components/tracking/morning/morning-screen.tsx'
import { OldPage } from '#components/tracking/old-page/old-page.tsx'
import { load } from '#lib/access/load.ts'
import { isQuiet } from '#lib/access/quiet.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { newId } from '#lib/ids.ts'
import { afterConflict } from '#lib/tracking/entries/rules.ts'
import { logSearch } from '#lib/tracking/entries/schema.ts'
import { morningForm } from '#lib/tracking/pain-scores/queries.ts'

export const metadata: Metadata = { title: 'Knee in the morning' }

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const { case: caseId, correct, day } = logSearch.parse(query)
  const ask = { caseId, correct, day, quiet: await isQuiet() }
  const view = await load(actor, morningForm(actor, ask), afterConflict)
  return (
    <>
      {view.supersedes ? null : <OldPage path="/today/morning" view={view} timeZone={actor.ownZone} />}
      <MorningScreen id={newId()} view={view} />
    </>
  )
}
