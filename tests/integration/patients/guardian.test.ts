import { beforeAll, describe, expect, it } from 'vitest'
import { caseFrame } from '#lib/cases/queries.ts'
import { toDbDate } from '#lib/dates.ts'
import { triageIntake } from '#lib/intake/triage/queries.ts'
import { changePatient } from '#lib/patients/commands.ts'
import { patientDetail } from '#lib/patients/queries.ts'
import { changePatientInput } from '#lib/patients/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { completeAnswers, sentIntake } from '../triage/setting.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
const now = new Date()
const born = (age: number) => `${now.getUTCFullYear() - age}-01-01`
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

const known = { name: 'Gita Exemplara', phone: '+41 44 555 01 01' }

/** As the form on the page of a patient posts it. */
async function change(patientId: string, changes: Record<string, string>) {
  const { admin } = world.one
  const patient = await patientDetail(admin, patientId, now)
  const [year = '', month = '', day = ''] = patient.dateOfBirth.split('-')
  const birth = { 'dateOfBirth.day': day, 'dateOfBirth.month': month, 'dateOfBirth.year': year }
  const posted = {
    id: patientId,
    version: `${patient.version}`,
    fullName: patient.name,
    ...birth,
    ...changes,
  }
  await changePatient(admin, changePatientInput.parse(posted))
}
const birthday = (patientId: string, age: number) =>
  db.patient.update({ where: { id: patientId }, data: { dateOfBirth: toDbDate(born(age)) } })

describe('the guardian of somebody under 18', () => {
  it('is entered and changed like the rest, with its audit row, and is no call for an adult', async () => {
    const { physioA, a, admin } = world.one
    await birthday(a.patientId, 16)
    expect(await patientDetail(admin, a.patientId, now)).toMatchObject({
      minor: true,
      guardian: { name: null, phone: null },
    })
    await change(a.patientId, { guardianName: known.name, guardianPhone: known.phone })
    expect((await patientDetail(admin, a.patientId, now)).guardian).toEqual(known)
    const audit = await db.auditEvent.findFirstOrThrow({
      where: { type: 'patient.changed', patientId: a.patientId },
      orderBy: { at: 'desc' },
    })
    expect((audit.data as { fields: string[] }).fields).toEqual(
      expect.arrayContaining(['guardianName', 'guardianPhone']),
    )
    const frame = () => caseFrame(physioA, a.caseId, null, now)
    const guardian = { label: 'Call guardian', phone: known.phone }
    expect((await frame()).contacts.calls).toContainEqual(guardian)
    await expect(change(a.patientId, { guardianPhone: 'by the door' })).rejects.toThrow(/phone number/)
    await birthday(a.patientId, 40)
    expect((await frame()).contacts.calls).not.toContainEqual(guardian)
    expect((await patientDetail(admin, a.patientId, now)).minor).toBe(false)
    await change(a.patientId, {})
    expect((await patientDetail(admin, a.patientId, now)).guardian).toEqual({ name: null, phone: null })
  })

  it('is called in triage by what the form says, and the record', async () => {
    const told = { guardian_name: 'Told Exemplara', guardian_phone: '+41 44 555 02 02' }
    const of = async (age: number) => {
      const answers = { ...completeAnswers(), date_of_birth: born(age), ...told }
      const sent = await sentIntake(db, world.one, { status: 'draft', answers })
      await birthday(sent.patientId, age)
      const read = async () =>
        (await triageIntake(world.one.physioA, sent.intakeId, now)).contacts.calls.slice(1)
      return { ...sent, read }
    }
    const minor = await of(16)
    expect(await minor.read()).toEqual([{ label: 'Call guardian', phone: told.guardian_phone }])
    await change(minor.patientId, { guardianPhone: known.phone })
    // The record was changed after the form.
    expect(await minor.read()).toEqual([
      { label: 'Call guardian, number of the record', phone: known.phone },
      { label: 'Call guardian, number of the form', phone: told.guardian_phone },
    ])
    expect(await (await of(40)).read()).toEqual([])
  })
})
