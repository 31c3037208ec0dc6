import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dayIn, fromDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { activeProgram, pausesOf } from '#lib/programs/active/queries.ts'
import { changePhase, pauseProgram, resumeProgram } from '#lib/programs/course/commands.ts'
import { caseProgress, ownProgress } from '#lib/tracking/progress/queries.ts'
import { refusal } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { answered, harmless } from './setting.ts'

const { ownerUrl } = await testDatabase()
const owner = ownerClient(ownerUrl)
const now = new Date()
const today = dayIn('Europe/Zurich', now)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl, now)
  await answered(ownerUrl, world.one.a, harmless())
})
afterAll(() => owner.$disconnect())

const eventsOf = (programId: string) =>
  owner.programEvent.findMany({ where: { programId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })

describe('the course of a program', () => {
  it('keeps each pause with its reason and who, and going on; pressing twice is once', async () => {
    const { physioA, a } = world.one
    const before = (await eventsOf(a.programId)).length
    await pauseProgram(physioA, { caseId: a.caseId, reason: 'A week of holidays' }, now)
    await pauseProgram(physioA, { caseId: a.caseId, reason: 'Again' }, now)
    await resumeProgram(physioA, { caseId: a.caseId }, now)
    await resumeProgram(physioA, { caseId: a.caseId }, now)
    const events = (await eventsOf(a.programId)).slice(before)
    expect(events).toMatchObject([
      { kind: 'paused', reason: 'A week of holidays', byId: physioA.accountId },
      { kind: 'resumed', reason: '', byId: physioA.accountId },
    ])
    expect(events.map(({ on }) => fromDbDate(on))).toEqual([today, today])
    const spans = await asActor(physioA, (tx) => pausesOf(tx, a.caseId))
    expect(spans.flatMap(({ from, to }) => (to === null ? [] : [from < to]))).toEqual([true])
  })

  it('knows the phase of a past day, and writes the change with the phase', async () => {
    const { physioA, a } = world.one
    const { version } = await owner.program.findUniqueOrThrow({ where: { id: a.programId } })
    const startedOn = addDays(today, -3)
    const change = { caseId: a.caseId, version, phaseKey: 'prog_hip_focus_p1', startedOn, entryReason: '' }
    await changePhase(physioA, change, now)
    const last = (await eventsOf(a.programId)).at(-1)
    expect(last).toMatchObject({ kind: 'phase', phaseKey: 'prog_hip_focus_p1', phasePosition: 0 })
    const on = (day: string) => asActor(physioA, (tx) => activeProgram(tx, a.caseId, day))
    expect((await on(today))?.phaseStartedOn).toBe(startedOn)
    const before = (await on(addDays(today, -4)))?.phaseStartedOn ?? ''
    expect(before !== '' && before < startedOn).toBe(true)
  })

  it('makes a patient and her physio see the same weeks', async () => {
    const { physioB, b } = world.one
    await owner.caseStatusChange.create({
      data: {
        clinicId: world.one.clinicId,
        patientId: b.patientId,
        caseId: b.caseId,
        byId: physioB.accountId,
        from: 'on_hold',
        to: 'open',
        reason: 'Back again',
        at: new Date(now.getTime() + 1),
      },
    })
    const [hers, theirs] = [
      await ownProgress(b.actor, '4', now),
      await caseProgress(physioB, b.caseId, '4', now),
    ]
    expect(hers?.sessionWeeks).toEqual(theirs.sessionWeeks)
    expect(hers?.sessionWeeks.flatMap((week) => week.sessions).length).toBeGreaterThan(3)
  })

  it('counts no days on hold for the weeks of a phase, for both of them', async () => {
    const { physioA, a, clinicId } = world.one
    const of = {
      clinicId,
      patientId: a.patientId,
      caseId: a.caseId,
      byId: physioA.accountId,
      reason: 'Abroad',
    }
    const change = (from: 'open' | 'on_hold', to: 'open' | 'on_hold', daysAgo: number) =>
      owner.caseStatusChange.create({
        data: { ...of, from, to, at: new Date(now.getTime() - daysAgo * 86_400_000) },
      })
    await change('open', 'on_hold', 10)
    await change('on_hold', 'open', 3)
    const hold = { from: addDays(today, -10), to: addDays(today, -3) }
    for (const actor of [physioA, a.actor])
      expect(await asActor(actor, (tx) => pausesOf(tx, a.caseId))).toContainEqual(hold)
  })

  it('counts no days either on which a flag had stopped the program; of a milder one it does', async () => {
    const { physioA, a, clinicId } = world.one
    const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
    const of = {
      clinicId,
      patientId: a.patientId,
      caseId: a.caseId,
      source: 'log',
      ruleSetVersion: 1,
      inputs: {},
    }
    const flags = [
      {
        flagId: 'flag_dvt',
        urgency: 'same_day',
        block: 'programme',
        raisedAt: ago(20),
        resolvedAt: ago(15),
        respondedAt: ago(15),
      },
      {
        flagId: 'flag_bone_stress',
        urgency: 'urgent_referral',
        block: 'impact',
        raisedAt: ago(14),
        resolvedAt: ago(13),
        respondedAt: ago(13),
      },
    ]
    await owner.redFlag.createMany({ data: flags.map((flag) => ({ ...of, ...flag })) as never })
    for (const actor of [physioA, a.actor]) {
      const spans = await asActor(actor, (tx) => pausesOf(tx, a.caseId))
      expect(spans).toContainEqual({ from: addDays(today, -20), to: addDays(today, -15) })
      expect(spans.map(({ from }) => from)).not.toContain(addDays(today, -14))
    }
  })

  it('is never changed, and cannot be written off the team or by the patient', async () => {
    const { a, clinicId } = world.one
    const own = { clinicId, caseId: a.caseId, patientId: a.patientId, programId: a.programId }
    expect(
      await refusal(
        owner.programEvent.updateMany({ where: { programId: a.programId }, data: { reason: 'x' } }),
      ),
    ).toBe('SW001')
    for (const actor of [a.actor, world.one.physioB, world.two.physioA])
      await expect(
        asActor(actor, (tx) =>
          tx.programEvent.createMany({
            data: { ...own, kind: 'resumed', on: new Date(`${today}T00:00:00Z`) },
          }),
        ),
      ).rejects.toThrow('not found')
  })
})
