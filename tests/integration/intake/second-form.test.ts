import { beforeAll, describe, expect, it } from 'vitest'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { closeCase } from '#lib/cases/status/commands.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { caseSafety, ownSafety } from '#lib/flags/queries.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

const today = () => dayIn('Europe/Zurich', new Date())
const target = () => {
  const { caseId, patientId } = world.one.a
  return { clinicId: world.one.clinicId, caseId, patientId }
}

describe('an alarming answer in a second form of somebody in treatment', () => {
  it('stops the program that runs, for the patient and for the team, until it is answered', async () => {
    const { physioA, a, clinicId } = world.one
    const { caseId, patientId } = a
    const of = { clinicId, patientId }
    const [intakeId, flagId] = [newId(), newId()]
    await db.intake.create({
      data: { ...of, id: intakeId, createdById: physioA.accountId, savedAt: new Date() },
    })
    await db.redFlag.create({
      data: {
        ...{ ...of, id: flagId, intakeId, source: 'intake', flagId: 'flag_septic_joint' },
        ...{ urgency: 'emergency', block: 'programme', ruleSetVersion: 1, inputs: {} },
      },
    })
    const now = new Date()
    const blocking = async () =>
      (await asActor(physioA, (tx) => caseSafety(tx, target(), today()))).blocking.includes(
        'flag_septic_joint',
      )
    const own = () => asActor(a.actor, (tx) => ownSafety(tx, caseId, { minor: false, now: new Date() }))
    const cards = async () => (await caseOverview(physioA, caseId, now)).flags.map((flag) => flag.id)
    expect(await blocking()).toBe(true)
    expect(await own()).toMatchObject({ blockLevel: 'programme', messages: { level: 'emergency' } })
    expect(await cards()).toContain(flagId)
    const { version } = await db.case.findUniqueOrThrow({ where: { id: caseId } })
    const end = { caseId, version, reason: 'lost_contact' as const, note: 'Two calls' }
    await expect(closeCase(physioA, end)).rejects.toThrow(/A red flag waits/)
    // A form of another patient says nothing about this case.
    const other = { clinicId, caseId: world.one.b.caseId, patientId: world.one.b.patientId }
    const theirs = await asActor(world.one.b.lead, (tx) => caseSafety(tx, other, today()))
    expect(theirs.blocking).not.toContain('flag_septic_joint')
    const answer = { id: newId(), flagRowId: flagId, kind: 'ruled_out' as const, text: 'Seen, cold and dry.' }
    await answerFlag(physioA, answer)
    expect(await blocking()).toBe(false)
    expect((await own()).messages?.level).not.toBe('emergency')
    // What was answered before the case was opened is not about it.
    await db.redFlag.update({ where: { id: flagId }, data: { resolvedAt: null } })
    expect(await blocking()).toBe(true)
    await db.intake.update({ where: { id: intakeId }, data: { savedAt: new Date('2020-01-01') } })
    expect(await blocking()).toBe(false)
    expect(await cards()).not.toContain(flagId)
  })
})
