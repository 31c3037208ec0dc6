import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { lookUp } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { deliverAllMail, deliverMail, startMailRounds } from '#lib/mail/commands.ts'
import { outbox } from '#lib/mail/queries.ts'
import { MAX_ATTEMPTS } from '#lib/mail/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { testDatabase } from '#tests/support/database.ts'
import { type MailServer, mailServer } from '#tests/support/smtp.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
let server: MailServer

beforeAll(async () => {
  world = await createWorld(ownerUrl)
  server = await mailServer()
})
afterAll(async () => {
  delete process.env.SMTP_URL
  server.close()
  await db.$disconnect()
})

const set = (data: { attempts: number; dueAt: Date }) =>
  db.mail.updateMany({ where: { id: world.one.mailId }, data })
const mail = () => db.mail.findUniqueOrThrow({ where: { id: world.one.mailId } })

test('a mail server that does not answer leaves the message waiting, at most eight times', async () => {
  process.env.SMTP_URL = 'smtp://127.0.0.1:1'
  expect(await deliverMail(world.one.clinicId)).toBe(0)
  expect(await mail()).toMatchObject({ sentAt: null, attempts: 1, text: world.one.canary })
  expect((await mail()).error).toBeTruthy()
  await set({ attempts: MAX_ATTEMPTS, dueAt: new Date(0) })
  await deliverMail(world.one.clinicId)
  expect((await mail()).attempts).toBe(MAX_ATTEMPTS)
  await set({ attempts: 0, dueAt: new Date(0) })
})

test('a message that failed is not tried again before its pause is over', async () => {
  process.env.SMTP_URL = 'smtp://127.0.0.1:1'
  await deliverMail(world.one.clinicId)
  const { dueAt } = await mail()
  expect(dueAt.getTime()).toBeGreaterThan(Date.now() + 30_000)
  await deliverMail(world.one.clinicId)
  await deliverAllMail()
  expect((await mail()).attempts).toBe(1)
  await set({ attempts: 0, dueAt: new Date(0) })
})

test('two servers send a message once, empty its text, and touch no other clinic', async () => {
  process.env.SMTP_URL = server.url
  const first = deliverMail(world.one.clinicId)
  // A server knows only of what it sends itself.
  delete (globalThis as { stepwiseSending?: unknown }).stepwiseSending
  const sent = await Promise.all([first, deliverMail(world.one.clinicId)])
  expect(sent.toSorted()).toEqual([0, 1])
  expect(server.received).toHaveLength(1)
  expect(server.received[0]).toContain(world.one.canary)
  expect(await mail()).toMatchObject({ text: '', error: null })
  expect((await mail()).sentAt).not.toBeNull()
  const other = await db.mail.findUniqueOrThrow({ where: { id: world.two.mailId } })
  expect(other).toMatchObject({ sentAt: null, text: world.two.canary })
})

test('rounds of two servers send what waits in every clinic, once, without anybody signing in', async () => {
  await db.mail.updateMany({ data: { sentAt: null, text: 'waits', attempts: 0, dueAt: new Date(0) } })
  server.received.length = 0
  const stops = [startMailRounds(50), startMailRounds(50)]
  try {
    await vi.waitFor(async () => expect(await db.mail.count({ where: { sentAt: null } })).toBe(0), 20_000)
    // What is queued later is found by a later round.
    await db.mail.create({
      data: {
        id: newId(),
        clinicId: world.two.clinicId,
        to: 'later@two.example',
        subject: 'Later',
        text: 'later',
      },
    })
    await vi.waitFor(() => expect(server.received.join()).toContain('later@two.example'), 20_000)
  } finally {
    for (const stop of stops) stop()
  }
  expect(server.received).toHaveLength(await db.mail.count())
})

test('the first day with a mail server sends nothing that has waited for too long', async () => {
  const { clinicId } = world.one
  const days = (n: number) => new Date(Date.now() - n * 86_400_000)
  const of = (to: string) => ({ clinicId, to, subject: to, text: to })
  await db.mail.updateMany({ data: { sentAt: new Date() } })
  const link = { ...of('link@one.example'), createdAt: days(1), endsAt: days(0.5) }
  const call = { ...of('call@one.example'), createdAt: days(3), urgent: true }
  const young = { ...of('young@one.example'), createdAt: days(1), urgent: true }
  await db.mail.createMany({ data: [link, { ...call }, young] })
  process.env.SMTP_URL = server.url
  server.received.length = 0
  expect(await deliverMail(clinicId)).toBe(1)
  expect(server.received.join()).toContain('young@one.example')
  expect(await lookUp(Prisma.sql`SELECT * FROM mail_due_clinics(${MAX_ATTEMPTS}::int)`)).toEqual([])
  const { mails } = await outbox(world.one.admin, new Date())
  const states = new Map(mails.map(({ to, state }) => [to, state]))
  expect(['link', 'call', 'young'].map((name) => states.get(`${name}@one.example`))).toEqual([
    'too old',
    'too old',
    'sent',
  ])
})

test('without SMTP_URL no round runs and everything stays', async () => {
  delete process.env.SMTP_URL
  await db.mail.updateMany({ data: { sentAt: null, attempts: 0, dueAt: new Date(0) } })
  startMailRounds(10)
  expect(await deliverAllMail()).toBe(0)
  expect(await db.mail.count({ where: { sentAt: { not: null } } })).toBe(0)
})

test('whoever looks for mail learns which clinics have some, and nothing else', async () => {
  const rows = await lookUp<object>(Prisma.sql`SELECT * FROM mail_due_clinics(${MAX_ATTEMPTS}::int)`)
  expect(rows.map((row) => Object.keys(row))).toEqual([['clinicId'], ['clinicId']])
  await expect(lookUp(Prisma.sql`SELECT id FROM "Mail"`)).resolves.toEqual([])
})
