import type { Metadata } from 'next'
import { MyProgramScreen } from '#components/programs/my-program-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { myProgram } from '#lib/programs/queries.ts'

export const metadata: Metadata = { title: 'Your program' }

export default async function Page() {
  const actor = await requirePatient()
  return <MyProgramScreen program={await load(actor, myProgram(actor))} />
}
