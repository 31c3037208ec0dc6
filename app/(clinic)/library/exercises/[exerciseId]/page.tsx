import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { ExerciseScreen } from '#components/exercises/exercise-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requireStaff } from '#lib/accounts/session.ts'
import { exerciseView } from '#lib/exercises/queries.ts'

export const metadata: Metadata = { title: 'Exercise' }

export default async function Page(props: PageProps<'exerciseId'>) {
  const [actor, params] = await Promise.all([requireStaff(), props.params])
  return <ExerciseScreen view={await load(actor, exerciseView(actor, params.exerciseId))} />
}
