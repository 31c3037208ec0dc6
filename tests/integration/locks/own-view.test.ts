import { afterAll, beforeAll, expect, it } from 'vitest'
import { asActor } from '#lib/db/as-actor.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** What staff wrote about a patient and not for her, by the database's lock alone. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})

it('keeps why a form was referred on from the patient, her link and admins', async () => {
  const { a, waiting, admin, physioA, physioB } = world.one
  const read = (actor: Parameters<typeof asActor>[0]) =>
    asActor(actor, async (tx) => ({
      answers: await tx.intakeAnswers.findMany(),
      reasons: await tx.intakeReferral.findMany(),
    }))
  for (const actor of [a.actor, a.linkActor, waiting.linkActor, admin]) {
    const { answers, reasons } = await read(actor)
    expect(reasons).toEqual([])
    expect(answers.flatMap((row) => Object.keys(row))).not.toContain('decisionReason')
  }
  // As the form that it belongs to: of an accepted one the team.
  expect((await read(physioA)).reasons.map(({ intakeId }) => intakeId)).toEqual([a.intakeId])
  expect((await read(physioB)).reasons.map(({ intakeId }) => intakeId)).not.toContain(a.intakeId)
})

it('tells a patient that her request was done, and not what was written about it', async () => {
  const { a, b } = world.one
  const note = 'NOTE-OF-STAFF'
  const of = {
    clinicId: a.actor.clinicId,
    patientId: a.patientId,
    askedById: a.accountId,
    kind: 'export' as const,
  }
  const id = crypto.randomUUID()
  const doneById = world.one.admin.accountId
  await db.recordRequest.create({
    data: { ...of, id, askedAt: new Date(Date.now() - 1000), doneAt: new Date(), doneById, note },
  })
  const [rows, own] = await asActor(a.actor, async (tx) => [
    await tx.recordRequest.findMany(),
    await tx.$queryRaw<{ id: string; doneAt: Date | null }[]>`SELECT * FROM own_record_requests(10)`,
  ])
  expect(rows.map((row) => row.note)).toEqual([null])
  expect(own.find((row) => row.id === id)?.doneAt).toBeInstanceOf(Date)
  expect(own.map((row) => row.id)).toContain(a.requestId)
  expect(JSON.stringify(own)).not.toContain(note)
  expect(own.map((row) => row.id)).not.toContain(b.requestId)
})

it('keeps why a version was published against a rule from the patient, and tells who may read the case', async () => {
  const { a, physioA, physioB, admin } = world.one
  const notes = (actor: Parameters<typeof asActor>[0]) =>
    asActor(actor, async (tx) => {
      const rows = await tx.$queryRaw<{ note: string }[]>`
        SELECT note FROM staff_program_versions(${a.caseId}::uuid) WHERE "publishedAt" IS NOT NULL`
      return rows.map(({ note }) => note)
    })
  expect(await notes(physioA)).toEqual([expect.stringContaining('CANARY')])
  for (const actor of [a.actor, a.linkActor, a.herself, physioB, admin, world.two.physioA])
    expect(await notes(actor)).toEqual([])
  for (const actor of [a.actor, physioA])
    await expect(asActor(actor, (tx) => tx.$queryRaw`SELECT note FROM "ProgramVersion"`)).rejects.toThrow()
})

it('keeps why a program was paused from the patient, and tells who may read the case', async () => {
  const { a, physioA, physioB } = world.one
  const reasons = (actor: Parameters<typeof asActor>[0]) =>
    asActor(actor, async (tx) => {
      const rows = await tx.$queryRaw<{ reason: string }[]>`
        SELECT reason FROM staff_program_events(${a.caseId}::uuid) WHERE kind = 'paused'`
      return rows.map(({ reason }) => reason)
    })
  expect(await reasons(physioA)).toEqual([expect.stringContaining('CANARY')])
  for (const actor of [a.actor, a.linkActor, physioB, world.one.admin, world.two.physioA])
    expect(await reasons(actor)).toEqual([])
  // The days are hers.
  const days = await asActor(a.actor, (tx) => tx.$queryRaw`SELECT kind, "on" FROM "ProgramEvent"`)
  expect(days).toHaveLength(3)
  for (const actor of [a.actor, physioA])
    await expect(asActor(actor, (tx) => tx.$queryRaw`SELECT reason FROM "ProgramEvent"`)).rejects.toThrow()
})
