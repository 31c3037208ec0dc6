import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { flagTable } from '#lib/content/flags/table.ts'
import { asActor, onSafetyDuty } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { changedOnDuty } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type TestRecord, type World } from '#tests/support/world.ts'

/** What the safety duty allows by row-level security alone: what the rules write about the record at hand, and no more. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})

const alertOf = ({ caseId, patientId }: TestRecord, clinicId: string): Prisma.AlertCreateManyInput => ({
  id: newId(),
  clinicId,
  caseId,
  patientId,
  alertId: 'al_adherence_low',
  severity: 'watch',
  ruleSetVersion: 1,
  inputs: {},
})

describe('alerts on duty', () => {
  const add = (actor: Actor, data: Prisma.AlertCreateManyInput) =>
    changedOnDuty(actor, (tx) => tx.alert.createMany({ data }))

  it('are written into the record at hand alone', async () => {
    const { a, b, waiting, physioA, admin, clinicId } = world.one
    for (const stranger of [a.actor, waiting.linkActor, physioA, admin])
      expect(await add(stranger, alertOf(b, clinicId))).toBe(0)
    expect(await add(a.actor, alertOf(a, clinicId))).toBe(1)
    expect(await add(b.lead, alertOf(b, clinicId))).toBe(1)
  })

  it('are open and unread when a rule writes them', async () => {
    const { a, clinicId } = world.one
    const by = { acknowledgedAt: new Date(), acknowledgedById: a.accountId }
    const alert = { ...alertOf(a, clinicId), alertId: 'al_no_log' }
    expect(await add(a.actor, { ...alert, ...by })).toBe(0)
    expect(await add(a.actor, { ...alert, closedAt: new Date() })).toBe(0)
  })

  it('are written about a broken glass by whoever broke it, and of no other kind', async () => {
    const { b, physioA, clinicId } = world.one
    const glass = newId()
    const broken = (alertId: string, sourceId: string) =>
      changedOnDuty(physioA, async (tx) => {
        const { patientId, caseId } = b
        const of = { id: glass, clinicId, patientId, caseId, accountId: physioA.accountId }
        await tx.breakGlass.createMany({
          data: { ...of, reason: 'Covering for the lead', expiresAt: new Date(Date.now() + 60_000) },
        })
        await recordAudit(tx, physioA, { type: 'case.glass_broken', patientId, caseId, subjectId: glass })
        return tx.alert.createMany({ data: { ...alertOf(b, clinicId), alertId, sourceId } })
      })
    expect(await broken('al_pain_severe', glass)).toBe(0)
    expect(await broken('al_break_glass', newId())).toBe(0)
    expect(await broken('al_break_glass', glass)).toBe(1)
    const ended = changedOnDuty(physioA, (tx) => {
      const { patientId, caseId, alertId: alertRowId } = b
      return tx.alertEvent.createMany({
        data: { clinicId, patientId, caseId, alertRowId, kind: 'ended', severity: 'urgent' },
      })
    })
    expect(await ended).toBe(0)
  })

  it('are not answered, closed or made lighter by the patient', async () => {
    const { a } = world.one
    const changes: Prisma.AlertUncheckedUpdateManyInput[] = [
      { closedAt: new Date() },
      { closedAt: new Date(), closedById: a.accountId, outcome: 'All is well' },
      { acknowledgedAt: new Date(), acknowledgedById: a.accountId, acknowledgement: 'I am on it' },
      { severity: 'info' },
      { ownerId: a.accountId },
    ]
    for (const data of changes) {
      const done = changedOnDuty(a.actor, (tx) => tx.alert.updateMany({ where: { id: a.alertId }, data }))
      expect([data, await done]).toEqual([data, 0])
    }
    const lesser: Prisma.AlertUncheckedUpdateManyInput[] = [
      { snoozedUntil: new Date('2030-01-01') },
      { notTrueSince: new Date('2020-01-01') },
      { closedAt: new Date() },
    ]
    const closed: Prisma.AlertUncheckedUpdateManyInput[] = [
      { inputs: {} },
      { rule: 'another' },
      { sourceId: newId() },
    ]
    for (const data of closed) {
      const where = { caseId: a.caseId, alertId: 'al_plateau' }
      const done = changedOnDuty(a.actor, (tx) => tx.alert.updateMany({ where, data }))
      expect([data, await done]).toEqual([data, 0])
    }
    for (const data of lesser) {
      const where = { id: a.watchAlertId }
      const done = changedOnDuty(a.actor, (tx) => tx.alert.updateMany({ where, data }))
      expect([data, await done]).toEqual([data, 0])
    }
  })
})

describe('flags on duty', () => {
  it('are not answered or put away by the patient or the holder of a link', async () => {
    const { a, waiting } = world.one
    const changes: Prisma.RedFlagUncheckedUpdateManyInput[] = [
      { resolvedAt: new Date() },
      { respondedAt: new Date() },
      { supersededAt: new Date() },
      { supersededAt: new Date(), supersededBy: 'flag_dvt' },
      { supersededAt: new Date(), supersededBy: 'flag_persistent' },
    ]
    for (const actor of [a.actor, a.linkActor, waiting.linkActor]) {
      for (const data of changes) {
        const done = changedOnDuty(actor, (tx) => tx.redFlag.updateMany({ data }))
        expect([actor.kind, data, await done]).toEqual([actor.kind, data, 0])
      }
    }
  })

  it('are marked when an answer changes, and covered by one that the rules name', async () => {
    const { a, clinicId } = world.one
    const { patientId, caseId } = a
    const mark = changedOnDuty(a.actor, (tx) =>
      tx.redFlag.updateMany({ where: { id: a.flagId }, data: { answerChangedAt: new Date() } }),
    )
    expect(await mark).toBe(1)
    const rest = { urgency: 'emergency' as const, block: 'programme' as const, ruleSetVersion: 1, inputs: {} }
    const flag = (flagId: string) => ({
      id: newId(),
      clinicId,
      patientId,
      caseId,
      source: 'log' as const,
      sourceId: newId(),
      flagId,
      ...rest,
    })
    const hot = flag('flag_hot_joint')
    await db.redFlag.create({ data: hot })
    const coverWith = (by: string) =>
      changedOnDuty(a.actor, async (tx) => {
        await tx.redFlag.createMany({ data: flag(by) })
        return tx.redFlag.updateMany({
          where: { id: hot.id },
          data: { supersededAt: new Date(), supersededBy: by },
        })
      })
    // However grave she says it is.
    expect(await coverWith('flag_effusion_unexplained')).toBe(0)
    const settled = { ...flag('flag_septic_joint'), resolvedAt: new Date() }
    await db.redFlag.create({ data: settled })
    const byOld = changedOnDuty(a.actor, (tx) =>
      tx.redFlag.updateMany({
        where: { id: hot.id },
        data: { supersededAt: new Date(), supersededBy: settled.flagId },
      }),
    )
    expect(await byOld).toBe(0)
    expect(await coverWith('flag_septic_joint')).toBe(1)
  })

  it('cover each other in the database as in the rules', async () => {
    const ids = flagTable.map(({ id }) => id)
    const rows = await db.$queryRaw<{ id: string; by: string[] | null }[]>`
      SELECT id, app_flags_covering(id) AS by FROM unnest(${ids}::text[]) AS id`
    const named = flagTable.map(({ id, supersededBy }) => ({
      id,
      by: supersededBy.length > 0 ? [...supersededBy] : null,
    }))
    expect(rows).toEqual(named)
  })

  it('are not born answered', async () => {
    const { a, clinicId } = world.one
    const flag = { clinicId, patientId: a.patientId, caseId: a.caseId, flagId: 'flag_infection' }
    const rest = { urgency: 'same_day' as const, block: 'programme' as const, ruleSetVersion: 1, inputs: {} }
    const born = changedOnDuty(a.actor, (tx) =>
      tx.redFlag.createMany({ data: { ...flag, ...rest, source: 'log', resolvedAt: new Date() } }),
    )
    expect(await born).toBe(0)
  })
})

it('an evaluation on duty is of the case that came out of the form, by whoever accepted it', async () => {
  const { a, physioB, clinicId } = world.one
  const { caseId, patientId, intakeId } = a
  const evaluate = (by: Actor) =>
    changedOnDuty(by, async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.intake_id', ${intakeId}, true)`
      const data = { clinicId, caseId, patientId, ruleSetVersion: 1, inputs: {}, results: {} }
      return tx.factorEvaluation.createMany({ data: { id: newId(), ...data } })
    })
  const decide = (decidedById: string) =>
    db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`
      await tx.intake.update({ where: { id: intakeId }, data: { decidedById } })
    })
  expect(await evaluate(physioB)).toBe(0)
  await decide(physioB.accountId)
  expect(await evaluate(physioB)).toBe(1)
})

describe('suggestions on duty', () => {
  type New = Partial<Prisma.SuggestionCreateManyInput>
  const row = async ({ suggestionId }: TestRecord) => {
    const { inputs, change, ...rest } = await db.suggestion.findUniqueOrThrow({ where: { id: suggestionId } })
    return {
      ...rest,
      inputs: inputs as object,
      change: change as object,
      state: 'noted' as const,
      sourceId: newId(),
    }
  }
  const add = async (actor: Actor, of: TestRecord, data: New = {}) => {
    const made = { ...(await row(of)), id: newId(), ...data }
    return changedOnDuty(actor, (tx) => tx.suggestion.createMany({ data: made }))
  }

  it('are written into the record at hand alone', async () => {
    const { a, b, physioA, admin, waiting } = world.one
    for (const stranger of [a.actor, physioA, admin, waiting.linkActor])
      expect(await add(stranger, b)).toBe(0)
    expect(await add(a.actor, a)).toBe(1)
    expect(await add(physioA, a)).toBe(1)
  })

  it('are the newest of their kind when they are written last, whatever time they are given', async () => {
    const { a } = world.one
    const subject = 'run'
    const [first, second] = [newId(), newId()]
    const soon = new Date(Date.now() + 600_000)
    expect(await add(a.actor, a, { id: first, subject, createdAt: soon })).toBe(1)
    expect(await add(a.actor, a, { id: second, subject, createdAt: new Date(0) })).toBe(1)
    const rows = await db.suggestion.findMany({
      where: { caseId: a.caseId, subject },
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    })
    expect(rows.map(({ id }) => id).slice(0, 2)).toEqual([second, first])
  })

  it('wait for their answer when a rule writes them', async () => {
    const { a } = world.one
    const answers: New[] = [
      { itself: true },
      { decidedAt: new Date(), decidedById: a.accountId },
      { reason: 'I want it' },
      { appliedNumber: 1 },
      { tryAt: new Date() },
      { supersededAt: new Date() },
    ]
    for (const data of answers) expect([data, await add(a.actor, a, data)]).toEqual([data, 0])
  })

  it('know since when they wait no more, once', async () => {
    const { a } = world.one
    const id = newId()
    expect(await add(a.actor, a, { id, subject: 'item_told' })).toBe(1)
    const change = (supersededAt?: Date) =>
      changedOnDuty(a.actor, (tx) =>
        tx.suggestion.updateMany({
          where: { id },
          data: { state: 'superseded', ...(supersededAt && { supersededAt }) },
        }),
      )
    expect(await change()).toBe(1)
    expect((await db.suggestion.findUniqueOrThrow({ where: { id } })).supersededAt).not.toBeNull()
    expect(await change(new Date(0))).toBe(0)
  })

  it('are answered by nobody but the team, and an answer stays', async () => {
    const { a, physioA } = world.one
    const change = (actor: Actor, data: Prisma.SuggestionUncheckedUpdateManyInput) =>
      changedOnDuty(actor, (tx) => tx.suggestion.updateMany({ where: { id: a.suggestionId }, data }))
    const answer = { decidedAt: new Date(), reason: 'No' }
    expect(await change(a.actor, { state: 'superseded', ...answer })).toBe(0)
    const by = { decidedById: physioA.accountId, state: 'declined' as const }
    expect(await change(physioA, { ...answer, ...by })).toBe(1)
    expect(await change(a.actor, { state: 'superseded' })).toBe(0)
  })
})

it('reads no answer of a physio to a flag', async () => {
  const { a, physioA, clinicId } = world.one
  const of = { clinicId, patientId: a.patientId, flagRowId: a.flagId }
  const answer = { ...of, kind: 'confirmed' as const, text: 'ANSWER-OF-STAFF', byId: physioA.accountId }
  await db.flagResponse.create({ data: answer })
  const read = (actor: Actor) =>
    asActor(actor, (tx) => onSafetyDuty(tx, async () => JSON.stringify(await tx.flagResponse.findMany())))
  expect(await read(physioA)).toContain(answer.text)
  for (const actor of [a.actor, a.linkActor]) expect(await read(actor)).not.toContain(answer.text)
})
