import { beforeAll, describe, expect, it } from 'vitest'
import type { AccountActor } from '#lib/access/actor.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { acceptIntake } from '#lib/intake/triage/accepting/commands.ts'
import { triageIntake } from '#lib/intake/triage/queries.ts'
import { settleContacts } from '#lib/patients/contacts/commands.ts'
import { patientDetail } from '#lib/patients/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { completeAnswers, sentIntake } from '../triage/setting.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

const [old, changed] = ['+41 44 555 00 01', '+41 79 555 00 02']

/** A form that names another number than the record did. */
async function moved(answers: Record<string, string> = {}) {
  const sent = await sentIntake(db, world.one, {
    answers: { ...completeAnswers({ phone: changed }), ...answers },
  })
  await db.patient.update({ where: { id: sent.patientId }, data: { phone: old } })
  const { intakeId, patientId } = sent
  const read = async () => (await triageIntake(world.one.physioA, intakeId, new Date())).contacts
  const record = () => db.patient.findUniqueOrThrow({ where: { id: patientId } })
  const stamp = (await read()).two?.stamp ?? ''
  return { intakeId, patientId, read, record, stamp }
}

it('a number that the record lacks is shown from a form, to whoever may read it', async () => {
  const { patientId } = await moved()
  await db.patient.update({ where: { id: patientId }, data: { phone: null } })
  const seen = async (actor: AccountActor) => {
    const { phone, phoneInForm, calls } = await patientDetail(actor, patientId, new Date())
    return [phone, phoneInForm, calls.map((call) => call.phone)]
  }
  expect(await seen(world.one.physioB)).toEqual([null, changed, [changed]])
  expect(await seen(world.one.admin)).toEqual([null, null, []])
  await db.patient.update({ where: { id: patientId }, data: { phone: old } })
  expect(await seen(world.one.physioB)).toEqual([old, null, [old]])
})

describe('a form with another number than the record', () => {
  it('offers both at triage, and in the case that comes out of it, until one is taken over', async () => {
    const { physioA } = world.one
    const { intakeId, patientId, read, record, stamp } = await moved()
    expect((await read()).calls.map(({ phone }) => phone)).toEqual([changed, old])
    const { caseId } = await acceptIntake(physioA, {
      intakeId,
      leadId: physioA.accountId,
      complaint: 'Outer knee',
      side: 'left',
      nextReviewOn: null,
    })
    const frame = async () => (await caseFrame(physioA, caseId, null, new Date())).contacts
    expect(await frame()).toMatchObject({ two: { stamp }, calls: [{ phone: changed }, { phone: old }] })
    await settleContacts(physioA, { intakeId, stamp, right: 'form' })
    expect(await record()).toMatchObject({ phone: changed })
    expect(await frame()).toEqual({ two: null, calls: [{ label: 'Call', phone: changed }] })
    const again = await settleContacts(physioA, { intakeId, stamp, right: 'form' })
    expect(again).toEqual({ patientId, caseId })
    const where = { type: 'patient.changed', patientId, accountId: physioA.accountId }
    expect((await db.auditEvent.findMany({ where })).at(-1)).toMatchObject({ data: { fields: ['phone'] } })
  })

  it('leaves the record as it is when that is right, and says no more about it', async () => {
    const { intakeId, read, record, stamp } = await moved()
    await settleContacts(world.one.physioB, { intakeId, stamp, right: 'record' })
    expect(await record()).toMatchObject({ phone: old })
    const { calls, two } = await read()
    expect(two).toBeNull()
    expect(calls[0]).toEqual({ label: 'Call, number of the record', phone: old })
  })

  it('takes over nothing that the page did not show', async () => {
    const { intakeId, patientId, record, stamp } = await moved()
    await db.patient.update({ where: { id: patientId }, data: { phone: '+41 44 555 00 09' } })
    await expect(settleContacts(world.one.physioA, { intakeId, stamp, right: 'form' })).rejects.toThrow(
      Conflict,
    )
    expect(await record()).toMatchObject({ phone: '+41 44 555 00 09' })
  })

  it('shows whom to call in an emergency beside it', async () => {
    const { read } = await moved({ rf_chest_breathless: 'yes', emergency_contact_name: 'Tom' })
    expect((await read()).calls.at(-1)).toMatchObject({ label: 'Call Tom, emergency contact' })
  })

  it('is for the physios of the clinic and, of a case, for its team alone', async () => {
    const { one, two } = world
    const { intakeId, stamp } = await moved()
    const settle = (actor: typeof one.physioA) => settleContacts(actor, { intakeId, stamp, right: 'form' })
    for (const actor of [one.admin, one.a.actor, two.physioA, two.admin])
      await expect(settle(actor)).rejects.toThrow(NotFound)
    await acceptIntake(one.physioA, {
      intakeId,
      leadId: one.physioA.accountId,
      complaint: 'Outer knee',
      side: 'left',
      nextReviewOn: null,
    })
    await expect(settle(one.physioB)).rejects.toThrow(NotFound)
  })
})
