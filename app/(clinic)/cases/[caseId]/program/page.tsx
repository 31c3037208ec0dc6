import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { ProgramScreen } from '#components/programs/program-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { frameOf } from '../frame.ts'

export const metadata: Metadata = { title: 'Program' }

export default async function Page(props: PageProps<'caseId'>) {
  const [actor, params, query] = await Promise.all([requirePhysio(), props.params, props.searchParams])
  const phase = typeof query.phase === 'string' ? query.phase : undefined
  const [page, frame] = await Promise.all([
    load(actor, programPage(actor, idParam(params.caseId), phase)),
    frameOf(params.caseId),
  ])
  return <ProgramScreen page={page} corrections={frame?.corrections ?? []} />
}
