import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { HandoutScreen } from '#components/programs/handout-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { programHandout } from '#lib/programs/handout/queries.ts'

export const metadata: Metadata = { title: 'For the patient, on paper' }

export default async function Page(props: PageProps<'caseId'>) {
  const [actor, params] = await Promise.all([requirePhysio(), props.params])
  return <HandoutScreen handout={await load(actor, programHandout(actor, idParam(params.caseId)))} />
}
