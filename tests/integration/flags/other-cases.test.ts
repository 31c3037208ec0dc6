import { beforeAll, describe, expect, it } from 'vitest'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { caseSafety, ownSafety } from '#lib/flags/queries.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { pausesOf } from '#lib/programs/active/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

const HOUR = 3_600_000
const today = () => dayIn('Europe/Zurich', new Date())

/** Patient A is treated by physio A; a second form of hers, with an alarming flag, became a case of physio B. */
async function secondCase() {
  const { a, physioB, clinicId } = world.one
  const of = { clinicId, patientId: a.patientId }
  const [intakeId, caseId, flagId] = [newId(), newId(), newId()]
  const at = new Date(Date.now() - 2 * HOUR)
  await db.intake.create({
    data: {
      ...of,
      id: intakeId,
      status: 'accepted',
      savedAt: at,
      submittedAt: at,
      decidedAt: at,
      decidedById: physioB.accountId,
    },
  })
  await db.case.create({
    data: {
      ...of,
      id: caseId,
      intakeId,
      complaint: 'the other knee',
      side: 'left',
      openedAt: new Date(Date.now() - HOUR),
      openedById: physioB.accountId,
    },
  })
  await db.careTeamMember.create({
    data: {
      ...of,
      id: newId(),
      caseId,
      accountId: physioB.accountId,
      role: 'lead',
      addedById: physioB.accountId,
    },
  })
  await db.redFlag.create({
    data: {
      ...of,
      id: flagId,
      caseId,
      intakeId,
      flagId: 'flag_chest_breath',
      source: 'intake',
      urgency: 'emergency',
      block: 'programme',
      raisedAt: at,
      ruleSetVersion: 1,
      inputs: {},
    },
  })
  return { caseId, flagId, patientId: a.patientId, clinicId }
}

describe('an alarming flag of one case of a patient', () => {
  it('stops the others too, and their team answers it', async () => {
    const { a, physioA } = world.one
    // Before, physio B has no part in her treatment.
    const before = { id: newId(), flagRowId: a.flagId, kind: 'referred' as const, text: 'Sent on.' }
    await expect(answerFlag(world.one.physioB, before)).rejects.toThrow(NotFound)
    const second = await secondCase()
    const of = { clinicId: second.clinicId, patientId: second.patientId }
    await db.redFlag.updateMany({ where: { ...of, caseId: a.caseId }, data: { resolvedAt: new Date() } })
    const blocking = async () =>
      (await asActor(physioA, (tx) => caseSafety(tx, { ...of, caseId: a.caseId }, today()))).blocking
    expect(await blocking()).toEqual(['flag_chest_breath'])
    const { flags } = await caseOverview(physioA, a.caseId, new Date())
    expect(flags.find(({ state }) => state === 'unresolved')?.id).toBe(second.flagId)
    const own = () => asActor(a.actor, (tx) => ownSafety(tx, a.caseId, { today: today(), now: new Date() }))
    expect(await own()).toMatchObject({ blockLevel: 'programme', messages: { level: 'emergency' } })
    for (const actor of [physioA, a.actor])
      expect(await asActor(actor, (tx) => pausesOf(tx, a.caseId))).toContainEqual({ from: today(), to: null })
    const answer = (kind: 'referred' | 'ruled_out') => ({
      id: newId(),
      flagRowId: second.flagId,
      kind,
      text: 'Seen in the emergency department.',
    })
    await expect(answerFlag(world.two.physioA, answer('referred'))).rejects.toThrow(NotFound)
    await answerFlag(physioA, answer('referred'))
    expect(await blocking()).toEqual(['flag_chest_breath'])
    await answerFlag(physioA, answer('ruled_out'))
    expect(await blocking()).toEqual([])
    expect((await own()).blockLevel).toBe('none')
  })

  it('of a log in the first one stops the second, also after the first has ended', async () => {
    const { a, physioB, clinicId } = world.one
    const second = await secondCase()
    await db.redFlag.update({ where: { id: second.flagId }, data: { resolvedAt: new Date() } })
    const flag = await db.redFlag.create({
      data: {
        clinicId,
        patientId: a.patientId,
        caseId: a.caseId,
        flagId: 'flag_cardiac_exercise',
        source: 'log',
        sourceId: newId(),
        urgency: 'urgent_referral',
        block: 'programme',
        ruleSetVersion: 1,
        inputs: {},
      },
    })
    const read = { clinicId, patientId: a.patientId, caseId: second.caseId }
    const blocking = async () => (await asActor(physioB, (tx) => caseSafety(tx, read, today()))).blocking
    expect(await blocking()).toContain('flag_cardiac_exercise')
    await db.case.update({ where: { id: a.caseId }, data: { status: 'discharged', closedAt: new Date() } })
    expect(await blocking()).toContain('flag_cardiac_exercise')
    const lifts = {
      id: newId(),
      flagRowId: flag.id,
      kind: 'block_lifted' as const,
      text: 'Cleared by her doctor.',
    }
    await answerFlag(physioB, lifts)
    expect(await blocking()).not.toContain('flag_cardiac_exercise')
    await db.case.update({ where: { id: a.caseId }, data: { status: 'open', closedAt: null } })
  })

  it('that blocks nothing stays where it is', async () => {
    const { a, physioB, clinicId } = world.one
    const second = await secondCase()
    const { id } = await db.redFlag.create({
      data: {
        clinicId,
        patientId: a.patientId,
        caseId: a.caseId,
        flagId: 'flag_low_mood',
        source: 'log',
        sourceId: newId(),
        urgency: 'monitor',
        block: 'none',
        ruleSetVersion: 1,
        inputs: {},
      },
    })
    expect(await asActor(physioB, (tx) => tx.redFlag.count({ where: { id } }))).toBe(0)
    const { flags } = await caseOverview(physioB, second.caseId, new Date())
    expect(flags.map((flag) => flag.id)).not.toContain(id)
  })
})
