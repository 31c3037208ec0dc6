import type { Metadata } from 'next'
import { z } from 'zod'
import type { PageProps } from '#app/props.ts'
import { OldPage } from '#components/tracking/old-page/old-page.tsx'
import { PainScreen } from '#components/tracking/pain/pain-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { newId } from '#lib/ids.ts'
import { afterConflict } from '#lib/tracking/entries/rules.ts'
import { logSearch } from '#lib/tracking/entries/schema.ts'
import { painForm } from '#lib/tracking/pain-scores/queries.ts'

export const metadata: Metadata = { title: 'Pain' }

const search = logSearch.extend({
  about: z.enum(['now', 'day_worst']).catch('now').default('now'),
  problem: z.string().nullable().catch(null).default(null),
})

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const { case: caseId, problem, ...ask } = search.parse(query)
  const view = await load(actor, painForm(actor, { caseId, ...ask }), afterConflict)
  // "Now" is whenever it is tapped.
  return (
    <>
      {view.supersedes || view.context === 'now' ? null : (
        <OldPage path="/today/pain" view={view} timeZone={actor.ownZone} />
      )}
      <PainScreen id={newId()} view={view} problem={problem} />
    </>
  )
}
