import { afterAll, beforeAll, expect, it } from 'vitest'
import { asActor } from '#lib/db/as-actor.ts'
import { deliverMail } from '#lib/mail/commands.ts'
import { sendIntakeLink } from '#lib/patients/invite/commands.ts'
import { patientDetail } from '#lib/patients/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { type MailServer, mailServer } from '#tests/support/smtp.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const owner = ownerClient(ownerUrl)
let world: World
let server: MailServer

beforeAll(async () => {
  world = await createWorld(ownerUrl)
  server = await mailServer()
  process.env.SMTP_URL = server.url
})
afterAll(async () => {
  delete process.env.SMTP_URL
  server.close()
  await owner.$disconnect()
})

const setAddress = (email: string) =>
  owner.patient.update({ where: { id: world.one.a.patientId }, data: { email } })
const shown = async () => (await patientDetail(world.one.physioA, world.one.a.patientId, new Date())).mail
const send = async () => {
  const { physioA, a, clinicId } = world.one
  await sendIntakeLink(physioA, { patientId: a.patientId, how: 'mail' })
  await deliverMail(clinicId)
}

it('tells whoever sends a form that its address was refused, until there is another one', async () => {
  server.treat('wrong@mail.example', { refuse: '550 5.1.1 no such mailbox' })
  await setAddress('wrong@mail.example')
  await send()
  await expect.poll(shown, { timeout: 15_000 }).toMatchObject({ state: 'refused' })
  await setAddress('right@mail.example')
  expect(await shown()).toBeNull()
  await send()
  await expect.poll(shown, { timeout: 15_000 }).toMatchObject({ state: 'sent' })
})

it('tells nobody else', async () => {
  const { a, b } = world.one
  const read = (actor: Parameters<typeof asActor>[0]) =>
    asActor(actor, (tx) => tx.$queryRaw<object[]>`SELECT * FROM patient_mail(${a.patientId}::uuid)`)
  expect(await read(world.one.admin)).toHaveLength(1)
  for (const actor of [a.actor, b.actor, a.linkActor, world.two.admin, world.two.physioA])
    expect(await read(actor)).toEqual([])
})
