import type { Metadata } from 'next'
import { IntakesScreen } from '#components/intakes/intakes-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { triageList } from '#lib/intake/triage/queries.ts'

export const metadata: Metadata = { title: 'Intakes' }

export default async function Page() {
  const actor = await requirePhysio()
  return <IntakesScreen list={await load(actor, triageList(actor, new Date()))} />
}
