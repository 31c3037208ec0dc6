import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { PageProps } from '#app/props.ts'
import { MyExerciseScreen } from '#components/programs/my-exercise-screen.tsx'
import { load } from '#lib/access/load.ts'
import { isQuiet } from '#lib/access/quiet.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { myExercise } from '#lib/programs/queries.ts'
import { logSearch } from '#lib/tracking/entries/schema.ts'

export const metadata: Metadata = { title: 'Exercise' }

export default async function Page(props: PageProps<'itemKey'>) {
  const [actor, params, query] = await Promise.all([requirePatient(), props.params, props.searchParams])
  const { case: caseId } = logSearch.parse(query)
  const key = /^[a-z0-9][a-z0-9_-]{0,63}$/.test(params.itemKey) ? params.itemKey : notFound()
  const item = await load(actor, myExercise(actor, key, new Date(), caseId, await isQuiet()))
  return <MyExerciseScreen item={item} caseId={caseId} />
}
