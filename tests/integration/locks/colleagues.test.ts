import { afterAll, beforeAll, expect, it } from 'vitest'
import { asActor } from '#lib/db/as-actor.ts'
import { ownRecord } from '#lib/patients/record/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** What a patient learns of those who treat her, by the database's lock alone: their names, on her own pages. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})

it('shows her own account alone, and whoever holds her link none', async () => {
  const { a, physioA } = world.one
  const emails = (actor: Parameters<typeof asActor>[0]) =>
    asActor(actor, async (tx) => (await tx.account.findMany()).map(({ email }) => email).sort())
  expect(await emails(a.actor)).toEqual(['patienta.one@example.invalid'])
  expect(await emails(a.linkActor)).toEqual([])
  expect(await emails(physioA)).toContain('admin.one@example.invalid')
})

it('says who saw her record, and nothing of what they found, decided or gave as a reason', async () => {
  const { a, b, clinicId, physioA, physioB } = world.one
  const of = { clinicId, patientId: a.patientId, caseId: a.caseId, actorKind: 'account' }
  await db.auditEvent.createMany({
    data: [
      { ...of, accountId: physioA.accountId, type: 'review.signed', data: { decision: 'regress' } },
      { ...of, accountId: physioB.accountId, type: 'case.read', data: { page: 'notes', brokenGlass: true } },
      { ...of, accountId: b.accountId, type: 'case.read', data: { page: 'forged' } },
    ],
  })
  const seen = await asActor(a.actor, async (tx) => ({
    events: await tx.auditEvent.findMany({ where: { NOT: { accountId: a.accountId } } }),
    glass: await tx.breakGlass.findMany(),
  }))
  expect(seen).toEqual({ events: [], glass: [] })
  const rows = (await ownRecord(a.actor, 0)).seen
  expect(rows.map(({ name }) => name).sort()).toEqual([physioA.name, physioB.name])
  expect(rows.find(({ name }) => name === physioB.name)?.glass).toBe(true)
  for (const actor of [a.linkActor, physioB, world.two.a.actor]) {
    const other = asActor(actor, (tx) => tx.$queryRaw`SELECT * FROM own_record_seen('UTC', '{}', 20, 0)`)
    expect(JSON.stringify(await other)).not.toContain(physioA.name)
  }
})

it('takes a message to the admins from a patient alone, and tells her not whom it went to', async () => {
  const { a, waiting, physioA, clinicId } = world.one
  const ask = (actor: Parameters<typeof asActor>[0]) =>
    asActor(actor, (tx) => tx.$executeRaw`SELECT queue_admin_mail('A request', 'Hello {name}')`)
  for (const actor of [waiting.linkActor, physioA, a.actor]) await ask(actor)
  const mails = await db.mail.findMany({ where: { subject: 'A request' } })
  expect(mails.map(({ clinicId: of, to, text }) => [of, to, text])).toEqual([
    [clinicId, 'admin.one@example.invalid', 'Hello CANARY-ONE-admin'],
  ])
})
