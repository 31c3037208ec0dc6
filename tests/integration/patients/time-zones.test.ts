import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeClinicSettings, createClinic } from '#lib/clinic/commands.ts'
import { clinicSettings } from '#lib/clinic/queries.ts'
import { clinicSettingsInput, newClinicInput } from '#lib/clinic/schema.ts'
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

test('a patient keeps a zone of her own, or none', async () => {
  const where = { id: world.one.a.patientId }
  await db.patient.update({ where, data: { timeZone: 'Asia/Kathmandu' } })
  await db.patient.update({ where, data: { timeZone: null } })
})
