import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { lookUp } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { deliverAllMail, deliverMail, startMailRounds } from '#lib/mail/commands.ts'
import { MAX_ATTEMPTS } from '#lib/mail/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
let server: Server
const received: string[] = []

/** As much of a mail server as one message needs. */
function smtp(): Server {
  return createServer((socket) => {
    let [reading, body] = [false, '']
    socket.write('220 test\r\n')
    socket.on('data', (chunk) => {
      if (reading) {
        body += chunk
        if (!body.endsWith('\r\n.\r\n')) return
        received.push(body)
        reading = false
        body = ''
        socket.write('250 taken\r\n')
        return
      }
      const line = String(chunk)
      reading = line.startsWith('DATA')
      socket.write(reading ? '354 go on\r\n' : line.startsWith('QUIT') ? '221 bye\r\n' : '250 fine\r\n')
    })
    socket.on('error', () => undefined)
  })
}

beforeAll(async () => {
  world = await createWorld(ownerUrl)
  server = smtp()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
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
  const { port } = server.address() as { port: number }
  process.env.SMTP_URL = `smtp://127.0.0.1:${port}?ignoreTLS=true`
  const sent = await Promise.all([deliverMail(world.one.clinicId), deliverMail(world.one.clinicId)])
  expect(sent.toSorted()).toEqual([0, 1])
  expect(received).toHaveLength(1)
  expect(received[0]).toContain(world.one.canary)
  expect(await mail()).toMatchObject({ text: '', error: null })
  expect((await mail()).sentAt).not.toBeNull()
  const other = await db.mail.findUniqueOrThrow({ where: { id: world.two.mailId } })
  expect(other).toMatchObject({ sentAt: null, text: world.two.canary })
})

test('rounds of two servers send what waits in every clinic, once, without anybody signing in', async () => {
  await db.mail.updateMany({ data: { sentAt: null, text: 'waits', attempts: 0, dueAt: new Date(0) } })
  received.length = 0
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
    await vi.waitFor(() => expect(received.join()).toContain('later@two.example'), 20_000)
  } finally {
    for (const stop of stops) stop()
  }
  expect(received).toHaveLength(await db.mail.count())
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
