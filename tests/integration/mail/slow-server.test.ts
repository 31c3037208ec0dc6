import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '#lib/ids.ts'
import { deliverAllMail, deliverMail } from '#lib/mail/commands.ts'
import { MAX_ATTEMPTS, refusedForGood } from '#lib/mail/rules.ts'
import { testDatabase } from '#tests/support/database.ts'
import { type MailServer, mailServer } from '#tests/support/smtp.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
let server: MailServer

beforeAll(async () => {
  world = await createWorld(ownerUrl)
})
beforeEach(async () => {
  await db.mail.deleteMany({})
  server = await mailServer()
  process.env.SMTP_URL = server.url
})
afterAll(async () => {
  delete process.env.SMTP_URL
  server.close()
  await db.$disconnect()
})

const begun = Date.now() - 3_600_000
let minute = 0
/** Queued one after the other. */
const queue = (to: string, more: { urgent?: boolean; clinicId?: string } = {}) =>
  db.mail.create({
    data: {
      id: newId(),
      clinicId: world.one.clinicId,
      to,
      subject: to,
      text: to,
      ...more,
      createdAt: new Date(begun + 60_000 * minute++),
    },
  })
const mail = (id: string) => db.mail.findUniqueOrThrow({ where: { id } })
const taken = () => server.received.map((text) => /^To: (.*)$/m.exec(text)?.[1]?.trim())

const openTransactions = async () => {
  const rows = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND state = 'idle in transaction' AND pid <> pg_backend_pid()`
  return Number(rows[0]?.count)
}

test('a message on its way is counted, due again later, and holds no transaction', async () => {
  server.treat('slow@one.example', { wait: 700 })
  const { id } = await queue('slow@one.example')
  const running = deliverMail(world.one.clinicId)
  await vi.waitFor(async () => expect((await mail(id)).attempts).toBe(1), 2_000)
  expect((await mail(id)).dueAt.getTime()).toBeGreaterThan(Date.now() + 50_000)
  expect((await mail(id)).sentAt).toBeNull()
  expect(await openTransactions()).toBe(0)
  expect(await running).toBe(1)
  expect(await mail(id)).toMatchObject({ attempts: 1, text: '', error: null })
})

test('a message that the server never answers is given up and does not come before the others', async () => {
  server.treat('silent@one.example', { silent: true })
  const silent = await queue('silent@one.example')
  await queue('next@one.example')
  await deliverAllMail(600)
  expect(await mail(silent.id)).toMatchObject({ attempts: 1, sentAt: null, text: 'silent@one.example' })
  expect((await mail(silent.id)).error).toBeTruthy()
  await deliverAllMail()
  expect(taken()).toEqual(['next@one.example'])
})

test('a message that is refused does not hold up those behind it', async () => {
  server.treat('nobody@one.example', { refuse: '550 no such user' })
  const refused = await queue('nobody@one.example')
  await queue('next@one.example')
  expect(await deliverMail(world.one.clinicId)).toBe(1)
  expect(taken()).toEqual(['next@one.example'])
  expect(await mail(refused.id)).toMatchObject({
    attempts: MAX_ATTEMPTS,
    sentAt: null,
    error: refusedForGood,
  })
})

test('what calls the duty leaves before the rest of its clinic', async () => {
  await queue('early@one.example')
  await queue('early@two.example', { clinicId: world.two.clinicId })
  await queue('duty@two.example', { clinicId: world.two.clinicId, urgent: true })
  await queue('duty@one.example', { urgent: true })
  await deliverAllMail()
  // Each clinic has a sender of its own, and one may be done before the other begins.
  for (const clinic of ['one', 'two'])
    expect(taken().filter((to) => to?.endsWith(`@${clinic}.example`))).toEqual([
      `duty@${clinic}.example`,
      `early@${clinic}.example`,
    ])
})

test('a clinic has one sender at a time, and what is queued meanwhile leaves with it', async () => {
  server.treat('slow@one.example', { wait: 300 })
  await queue('slow@one.example')
  const running = deliverMail(world.one.clinicId)
  await vi.waitFor(async () => expect(await db.mail.count({ where: { attempts: 1 } })).toBe(1), 2_000)
  await queue('later@one.example')
  expect(await deliverMail(world.one.clinicId)).toBe(0)
  expect(server.received).toEqual([])
  expect(await running).toBe(2)
})
