import type { Metadata } from 'next'
import { TodayScreen } from '#components/tracking/today/today-screen.tsx'
import { UnaskedCards } from '#components/tracking/unasked/unasked-cards.tsx'
import { load } from '#lib/access/load.ts'
import { isQuiet } from '#lib/access/quiet.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { unaskedEntries } from '#lib/tracking/entries/unasked/queries.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { todaySearch } from '#lib/tracking/today/schema.ts'

export const metadata: Metadata = { title: 'Today' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const actor = await requirePatient()
  const { case: caseId, saved, entry, problem, week } = todaySearch.parse(await searchParams)
  const view = await load(actor, todayView(actor, caseId, week, new Date(), await isQuiet()))
  return (
    <>
      <UnaskedCards entries={await load(actor, unaskedEntries(actor))} />
      <TodayScreen {...{ view, saved, entry, problem }} />
    </>
  )
}
