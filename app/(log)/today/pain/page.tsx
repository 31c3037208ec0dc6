import type { Metadata } from 'next'
import { z } from 'zod'
import type { PageProps } from '#app/props.ts'
import { PainScreen } from '#components/tracking/pain/pain-screen.tsx'
import { load } from '#lib/access/load.ts'
import { requirePatient } from '#lib/accounts/session.ts'
import { newId } from '#lib/db/ids.ts'
import { ownLogCase } from '#lib/tracking/today/log-case/queries.ts'

export const metadata: Metadata = { title: 'Pain now' }

const uuid = z.uuid().nullable().catch(null).default(null)
const search = z.object({
  case: uuid,
  correct: uuid,
  problem: z.string().nullable().catch(null).default(null),
})

export default async function Page({ searchParams }: PageProps) {
  const [actor, query] = await Promise.all([requirePatient(), searchParams])
  const { case: wanted, correct, problem } = search.parse(query)
  const caseId = await load(actor, ownLogCase(actor, wanted))
  return <PainScreen id={newId()} caseId={caseId} supersedes={correct} problem={problem} />
}
