import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { ExerciseListScreen } from '#components/exercises/exercise-list-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requireStaff } from '#lib/accounts/session.ts'
import { exerciseList } from '#lib/exercises/queries.ts'
import { exerciseSearch } from '#lib/exercises/schema.ts'

export const metadata: Metadata = { title: 'Exercises' }

export default async function Page(props: PageProps) {
  const [actor, query] = await Promise.all([requireStaff(), props.searchParams])
  const { q, region } = query
  const list = await load(actor, exerciseList(actor, exerciseSearch.parse({ q, region })))
  return <ExerciseListScreen list={list} />
}
