import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actorOfSession } from '#lib/accounts/session.ts'
import { hashToken } from '#lib/accounts/tokens.ts'
import { changeClinicSettings, createClinic } from '#lib/clinic/commands.ts'
import { clinicSettings } from '#lib/clinic/queries.ts'
import { clinicSettingsInput, newClinicInput } from '#lib/clinic/schema.ts'
import { changePatient } from '#lib/patients/commands.ts'
import { patientDetail } from '#lib/patients/queries.ts'
import { changePatientInput } from '#lib/patients/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** Node and PostgreSQL keep a list of time zones each; what only one of them knows would stop every page. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})
afterAll(() => db.$disconnect())

const onlyNode = 'US/Pacific-New'
const atTheField = { fieldErrors: { timeZone: [expect.stringContaining('Europe/Zurich')] } }

const settings = async (timeZone: string) => {
  const { hours, physios: _, ...plain } = await clinicSettings(world.one.admin)
  const days = Object.fromEntries(Object.entries(hours).map(([day, text]) => [`hours.${day}`, text]))
  return clinicSettingsInput.parse({ ...plain, ...days, timeZone })
}

test('a zone that PostgreSQL does not know is refused at its field, and nothing is saved', async () => {
  const before = await db.clinic.findUniqueOrThrow({ where: { id: world.one.clinicId } })
  await expect(changeClinicSettings(world.one.admin, await settings(onlyNode))).rejects.toMatchObject(
    atTheField,
  )
  expect(await db.clinic.findUniqueOrThrow({ where: { id: world.one.clinicId } })).toEqual(before)
  await changeClinicSettings(world.one.admin, await settings('America/Los_Angeles'))
})

test('no clinic is made in such a zone', async () => {
  const input = { name: 'Knees', adminName: 'Ada Admin', adminEmail: 'ada@knees.example' }
  const made = createClinic(ownerUrl, newClinicInput.parse({ ...input, timeZone: onlyNode }))
  await expect(made).rejects.toMatchObject(atTheField)
  expect(await db.clinic.count({ where: { name: 'Knees' } })).toBe(0)
})

test.each([onlyNode, '+05:30', 'EST-5'])('nobody stores %s, for a clinic or a patient', async (timeZone) => {
  await expect(
    db.patient.update({ where: { id: world.one.a.patientId }, data: { timeZone } }),
  ).rejects.toThrow()
  await expect(db.clinic.update({ where: { id: world.one.clinicId }, data: { timeZone } })).rejects.toThrow()
})

describe('the zone of a patient', () => {
  const change = async (patientId: string, timeZone: string) => {
    const patient = await patientDetail(world.one.physioB, patientId, new Date())
    const [year, month, day] = patient.dateOfBirth.split('-')
    const birth = { 'dateOfBirth.day': day, 'dateOfBirth.month': month, 'dateOfBirth.year': year }
    const posted = { id: patientId, version: patient.version, fullName: patient.name, ...birth, timeZone }
    await changePatient(world.one.physioB, changePatientInput.parse(posted))
    return (await patientDetail(world.one.physioB, patientId, new Date())).timeZone
  }

  test('is set and emptied with her details, as the audit says', async () => {
    const { patientId } = world.one.a
    await expect(change(patientId, onlyNode)).rejects.toMatchObject(atTheField)
    expect(await change(patientId, 'Asia/Kathmandu')).toBe('Asia/Kathmandu')
    const { data } = await db.auditEvent.findFirstOrThrow({
      where: { type: 'patient.changed', patientId },
      orderBy: { id: 'desc' },
    })
    expect(data).toMatchObject({ fields: expect.arrayContaining(['timeZone']) })
    expect(await change(patientId, '')).toBeNull()
  })

  test('is hers alone: whoever treats others is in the zone of the clinic', async () => {
    const { a, clinicId } = world.one
    const { accountId } = a.actor
    await db.patient.update({ where: { id: a.patientId }, data: { timeZone: 'Asia/Tokyo' } })
    const { timeZone: zone } = await db.clinic.findUniqueOrThrow({ where: { id: clinicId } })
    const expiresAt = new Date(Date.now() + 3_600_000)
    await db.session.create({ data: { clinicId, accountId, tokenHash: hashToken('zone'), expiresAt } })
    const read = async () => {
      const { timeZone, ownZone } = (await actorOfSession('zone')) ?? {}
      return { timeZone, ownZone }
    }
    expect(await read()).toEqual({ timeZone: 'Asia/Tokyo', ownZone: 'Asia/Tokyo' })
    await db.account.update({ where: { id: accountId }, data: { roles: ['patient', 'physio'] } })
    expect(await read()).toEqual({ timeZone: zone, ownZone: 'Asia/Tokyo' })
  })
})
