import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { CaseIntakeScreen } from '#components/cases/case-intake-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { caseIntake } from '#lib/cases/intake/queries.ts'
import { intakeSearch } from '#lib/cases/intake/schema.ts'

export const metadata: Metadata = { title: 'Intake' }

export default async function Page({ params, searchParams }: PageProps<'caseId'>) {
  const [actor, { caseId }, query] = await Promise.all([requirePhysio(), params, searchParams])
  const { form } = intakeSearch.parse(query)
  return <CaseIntakeScreen view={await load(actor, caseIntake(actor, idParam(caseId), form, new Date()))} />
}
