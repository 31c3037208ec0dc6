import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { SafetyCheck } from '#components/intake/safety-check.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { safetyCheckForm } from '#lib/intake/safety-check/queries.ts'

export const metadata: Metadata = { title: 'Safety questions' }

export default async function Page({ params }: PageProps<'caseId'>) {
  const [actor, { caseId }] = await Promise.all([requirePhysio(), params])
  const id = idParam(caseId)
  return <SafetyCheck caseId={id} view={await load(actor, safetyCheckForm(actor, id, new Date()))} />
}
