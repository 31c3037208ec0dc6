import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliverMail } from '#lib/mail/commands.ts'
import { MAX_ATTEMPTS } from '#lib/mail/rules.ts'
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

const mail = () => db.mail.findUniqueOrThrow({ where: { id: world.one.mailId } })

test('a mail server that does not answer leaves the message waiting, at most eight times', async () => {
  process.env.SMTP_URL = 'smtp://127.0.0.1:1'
  expect(await deliverMail(world.one.clinicId)).toBe(0)
  expect(await mail()).toMatchObject({ sentAt: null, attempts: 1, text: world.one.canary })
  expect((await mail()).error).toBeTruthy()
  await db.mail.updateMany({ where: { id: world.one.mailId }, data: { attempts: MAX_ATTEMPTS } })
  await deliverMail(world.one.clinicId)
  expect((await mail()).attempts).toBe(MAX_ATTEMPTS)
  await db.mail.updateMany({ where: { id: world.one.mailId }, data: { attempts: 0 } })
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
