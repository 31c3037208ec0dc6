import type { Metadata } from 'next'
import type { PageProps } from '#app/props.ts'
import { IntakeDetail } from '#components/intakes/intake-detail.tsx'
import { IntakesScreen } from '#components/intakes/intakes-screen.tsx'
import { idParam, load } from '#lib/access/load.ts'
import { requirePhysio } from '#lib/accounts/session.ts'
import { triageIntake, triageList } from '#lib/intake/triage/queries.ts'

export const metadata: Metadata = { title: 'Intake' }

export default async function Page({ params }: PageProps<'intakeId'>) {
  const [actor, { intakeId }] = await Promise.all([requirePhysio(), params])
  const now = new Date()
  const intake = await load(actor, triageIntake(actor, idParam(intakeId), now))
  const list = await load(actor, triageList(actor, now))
  return (
    <IntakesScreen list={list} current={intake.id}>
      <IntakeDetail intake={intake} />
    </IntakesScreen>
  )
}
