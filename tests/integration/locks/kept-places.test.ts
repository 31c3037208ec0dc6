import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#lib/ids.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { changed, changedOnDuty } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** Where something belongs, and that it was ended, by the database's lock alone: physio A treats both patients here. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  const { b, physioA, clinicId } = world.one
  const { caseId, patientId } = b
  const by = { accountId: physioA.accountId, addedById: b.lead.accountId }
  await db.careTeamMember.create({ data: { clinicId, caseId, patientId, ...by, role: 'member' } })
})

describe('what was written about one patient', () => {
  it('is not carried into the chart of another', async () => {
    const { a, b, physioA } = world.one
    const data = { caseId: b.caseId, patientId: b.patientId }
    const move = (work: Parameters<typeof changed>[1]) => changed(physioA, work)
    expect(await move((tx) => tx.note.updateMany({ where: { id: a.openNoteId }, data }))).toBe(0)
    expect(await move((tx) => tx.letter.updateMany({ where: { id: a.openLetterId }, data }))).toBe(0)
    const program = { where: { id: a.programId }, data: { createdAt: new Date() } }
    expect(await move((tx) => tx.program.updateMany(program))).toBe(0)
  })

  it('leaves no published version for a draft', async () => {
    const { a, physioA } = world.one
    const phaseOf = (versionId: string) =>
      db.programPhase.findFirstOrThrow({ where: { versionId }, select: { id: true } })
    const [published, draft] = [await phaseOf(a.publishedVersionId), await phaseOf(a.draftVersionId)]
    const take = changed(physioA, (tx) =>
      tx.programItem.updateMany({ where: { id: a.itemId }, data: { phaseId: draft.id, position: 9 } }),
    )
    expect(await take).toBe(0)
    const data = { versionId: a.draftVersionId, position: 9 }
    const lift = changed(physioA, (tx) => tx.programPhase.updateMany({ where: { id: published.id }, data }))
    expect(await lift).toBe(0)
  })
})

describe('what was ended', () => {
  it('does not count again: an entry that was withdrawn or superseded', async () => {
    const { a, physioA } = world.one
    const ids = { painScore: a.painScoreId, runLog: a.runLogId, sessionLog: a.sessionLogId } as const
    const back: Prisma.PainScoreUncheckedUpdateManyInput[] = [
      { withdrawnAt: null },
      { supersededAt: null },
      { withdrawReason: 'Another' },
      { withdrawnById: a.accountId },
    ]
    for (const [table, id] of Object.entries(ids) as [keyof typeof ids, string][]) {
      const of = db[table] as typeof db.painScore
      await of.update({
        where: { id },
        data: {
          withdrawnAt: new Date(),
          supersededAt: new Date(),
          withdrawReason: 'Typed twice',
          withdrawnById: physioA.accountId,
        },
      })
      for (const actor of [a.actor, physioA])
        for (const data of back) {
          const done = changed(actor, (tx) =>
            (tx[table] as typeof tx.painScore).updateMany({ where: { id }, data }),
          )
          expect([table, data, await done]).toEqual([table, data, 0])
        }
    }
  })

  it('stays: an alert that was closed, a flag that was answered, a suggestion that was decided', async () => {
    const { a, physioA } = world.one
    const closedById = physioA.accountId
    const end = { closedAt: new Date(), closedById, outcome: 'Talked about it' }
    await db.alert.update({ where: { id: a.watchAlertId }, data: end })
    await db.redFlag.update({
      where: { id: a.flagId },
      data: { respondedAt: new Date(), resolvedAt: new Date() },
    })
    const decided = { decidedAt: new Date(), decidedById: closedById }
    await db.suggestion.update({ where: { id: a.suggestionId }, data: { state: 'declined', ...decided } })
    const again = { closedAt: null, closedById: null, outcome: null }
    const tries = [
      changed(physioA, (tx) => tx.alert.updateMany({ where: { id: a.watchAlertId }, data: again })),
      changed(physioA, (tx) =>
        tx.redFlag.updateMany({ where: { id: a.flagId }, data: { resolvedAt: null } }),
      ),
      changed(physioA, (tx) =>
        tx.suggestion.updateMany({
          where: { id: a.suggestionId },
          data: { state: 'open', decidedAt: null, decidedById: null },
        }),
      ),
    ]
    expect(await Promise.all(tries)).toEqual([0, 0, 0])
  })
})

it('puts a flag into the case that came out of its form alone', async () => {
  const { a, physioA, physioB, clinicId } = world.one
  const { patientId, caseId } = a
  const createdById = physioA.accountId
  const form = await db.intake.create({
    data: { clinicId, patientId, status: 'submitted', submittedAt: new Date(), createdById },
  })
  const flag = await db.redFlag.create({
    data: {
      clinicId,
      patientId,
      intakeId: form.id,
      source: 'intake',
      flagId: 'flag_dvt',
      urgency: 'same_day',
      block: 'programme',
      ruleSetVersion: 1,
      inputs: {},
    },
  })
  const put = (into: string, by = physioB) =>
    changedOnDuty(by, async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.intake_id', ${form.id}, true)`
      return tx.redFlag.updateMany({ where: { id: flag.id }, data: { caseId: into } })
    })
  expect([await put(caseId), await put(caseId, physioA)]).toEqual([0, 0])
  const out = newId()
  const rest = { complaint: 'Knee', side: 'left' as const, openedById: createdById }
  await db.case.create({ data: { id: out, clinicId, patientId, intakeId: form.id, ...rest } })
  expect(await put(out)).toBe(1)
})

describe('the audit', () => {
  const write = (by: Parameters<typeof changed>[0], data: Partial<Prisma.AuditEventCreateManyInput>) =>
    changed(by, (tx) =>
      tx.auditEvent.createMany({
        data: {
          clinicId: by.clinicId,
          type: 'case.read',
          ...(by.kind === 'account'
            ? { actorKind: 'account', accountId: by.accountId }
            : { actorKind: 'intake_link' }),
          ...data,
        },
      }),
    )

  it('is of the moment in which it is written', async () => {
    const { physioA, a } = world.one
    for (const by of [physioA, a.actor, a.linkActor])
      for (const at of [new Date('2020-01-01'), new Date('2099-01-01')])
        expect(await write(by, { at })).toBe(0)
  })

  it('is written by a patient and the holder of a link about herself', async () => {
    const { a, b, waiting, physioB } = world.one
    for (const by of [a.actor, waiting.linkActor])
      expect(await write(by, { patientId: b.patientId, caseId: b.caseId })).toBe(0)
    expect(await write(a.actor, { caseId: b.caseId })).toBe(0)
    expect(await write(a.actor, { patientId: a.patientId, caseId: a.caseId })).toBe(1)
    expect(await write(waiting.linkActor, { patientId: waiting.patientId })).toBe(1)
    expect(await write(physioB, { patientId: a.patientId })).toBe(1)
  })
})

it('lets nobody but an admin change how an account is called, and staff alone an exercise', async () => {
  const { a, admin, physioA } = world.one
  const call = (by: typeof admin, id: string) =>
    changed(by, (tx) => tx.account.updateMany({ where: { id }, data: { name: 'Dr Somebody' } }))
  expect([await call(a.actor, a.accountId), await call(physioA, physioA.accountId)]).toEqual([0, 0])
  expect(await call(physioA, a.accountId)).toBe(1)
  expect(await call(admin, physioA.accountId)).toBe(1)
  const edit = (by: typeof admin) => changed(by, (tx) => tx.exercise.updateMany({ data: { content: {} } }))
  expect([await edit(admin), await edit(a.actor), await edit(physioA)]).toEqual([1, 0, 1])
})
