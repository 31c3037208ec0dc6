import { afterAll, beforeAll, expect, test } from 'vitest'
import { inviteStaff, resendInvitation, suspendAccount } from '#lib/accounts/directory/commands.ts'
import { deliverMail } from '#lib/mail/commands.ts'
import { revokeIntakeLink, sendIntakeLink } from '#lib/patients/invite/commands.ts'
import { testDatabase } from '#tests/support/database.ts'
import { type MailServer, mailServer } from '#tests/support/smtp.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** A link that was taken back does not leave any more, where its message still waits. */
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

/** What leaves to an address, once there is a mail server. */
async function leaves(to: string): Promise<string[]> {
  process.env.SMTP_URL = server.url
  await deliverMail(world.one.clinicId)
  delete process.env.SMTP_URL
  return server.received.filter((message) => message.includes(to))
}

test('a form link', async () => {
  const { physioA, clinicId } = world.one
  const person = { number: 9100, fullName: 'Bea Back', dateOfBirth: new Date('1990-05-17') }
  const { id: patientId } = await db.patient.create({
    data: { ...person, clinicId, email: 'back@example.invalid' },
  })
  const { linkId } = await sendIntakeLink(physioA, { patientId, how: 'mail' })
  await revokeIntakeLink(physioA, { linkId })
  expect(await leaves('back@example.invalid')).toEqual([])
  const again = await sendIntakeLink(physioA, { patientId, how: 'mail' })
  const [message, ...more] = await leaves('back@example.invalid')
  expect([more, message?.includes(again.address?.url.slice(-20) ?? 'none')]).toEqual([[], true])
})

test('an invitation: only the one that works leaves, and none once the account is suspended', async () => {
  const { admin } = world.one
  const invite = (email: string) => inviteStaff(admin, { name: 'Nova', email, roles: ['physio'] })
  const { accountId } = await invite('nova@example.invalid')
  await resendInvitation(admin, { accountId })
  expect(await leaves('nova@example.invalid')).toHaveLength(1)
  const gone = await invite('gone@example.invalid')
  await suspendAccount(admin, gone)
  expect(await leaves('gone@example.invalid')).toEqual([])
})
