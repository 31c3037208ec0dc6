import { afterAll, expect, test } from 'vitest'
import { acceptIntake } from '#lib/intake/triage/accepting/commands.ts'
import { triageIntake } from '#lib/intake/triage/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { isoDaysAgo } from '#tests/support/days.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'
import { completeAnswers, sentIntake } from './setting.ts'

const { ownerUrl } = await testDatabase()
const { one } = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())

/** Seventeen years old, signed by herself. */
const signedByHerself = () => ({
  ...completeAnswers(),
  date_of_birth: isoDaysAgo(Math.round(17.5 * 365.25)),
  guardian_name: 'Pat Exemplara',
  guardian_phone: '+41 44 555 66 79',
})

test('a form that was sent under a younger age of consent stays signed when the clinic raises it', async () => {
  const { clinicId, physioA } = one
  const form = await sentIntake(db, one, { answers: signedByHerself() })
  const { intakeId, patientId } = form
  await db.patient.update({
    where: { id: patientId },
    data: { dateOfBirth: new Date(signedByHerself().date_of_birth) },
  })
  await db.clinic.update({ where: { id: clinicId }, data: { consentAge: 18 } })
  const complete = async () => (await triageIntake(physioA, intakeId, new Date())).complete
  expect(await complete()).toBe(false)
  await db.intake.update({ where: { id: intakeId }, data: { consentAge: 16 } })
  expect(await complete()).toBe(true)
  const opened = await acceptIntake(physioA, {
    intakeId,
    leadId: physioA.accountId,
    complaint: 'Outer knee',
    side: 'left',
    nextReviewOn: null,
  })
  expect(opened.onTeam).toBe(true)
})
