import { afterAll, beforeAll, expect, it } from 'vitest'
import { issueAccountToken } from '#lib/accounts/links/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { deliverMail } from '#lib/mail/commands.ts'
import { outbox } from '#lib/mail/queries.ts'
import { MAX_ATTEMPTS } from '#lib/mail/rules.ts'
import { revokeIntakeLink, sendIntakeLink } from '#lib/patients/invite/commands.ts'
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
const address = 'right@mail.example'
const yesterday = new Date(Date.now() - 86_400_000)
const tomorrow = new Date(Date.now() + 86_400_000)
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

it('tells nothing of a message whose link was taken back, and the outbox that it was', async () => {
  const { physioA, a, admin, clinicId } = world.one
  server.treat('back@mail.example', { refuse: '451 4.2.0 busy' })
  await setAddress('back@mail.example')
  await sendIntakeLink(physioA, { patientId: a.patientId, how: 'mail' })
  const link = await owner.intakeLink.findFirstOrThrow({
    where: { patientId: a.patientId, revokedAt: null },
    orderBy: { createdAt: 'desc' },
  })
  await deliverMail(clinicId)
  await expect.poll(shown, { timeout: 15_000 }).toMatchObject({ state: 'failing' })
  await revokeIntakeLink(physioA, { linkId: link.id })
  expect(await shown()).toBeNull()
  const { mails } = await outbox(admin, new Date())
  expect(mails.find(({ to }) => to === 'back@mail.example')?.state).toBe('taken back')
  await setAddress(address)
})

/** A message that could not be sent, of yesterday: what she has done since came after it. */
const failed = (link: 'intake' | 'invitation' | null, more: { sentAt?: Date; createdAt?: Date } = {}) =>
  owner.mail.create({
    data: {
      clinicId: world.one.clinicId,
      patientId: world.one.a.patientId,
      to: address,
      link,
      subject: 'Subject',
      text: 'Text',
      attempts: MAX_ATTEMPTS,
      createdAt: yesterday,
      ...more,
    },
  })
const begin = async () => {
  await owner.mail.deleteMany({ where: { patientId: world.one.a.patientId } })
  await setAddress(address)
}

it.each(['intake', 'invitation'] as const)(
  'leaves the %s to the outbox where no mail server is set up',
  async (link) => {
    await begin()
    await failed(link)
    expect(await shown()).toMatchObject({ state: 'given up' })
    delete process.env.SMTP_URL
    expect(await shown()).toBeNull()
    process.env.SMTP_URL = server.url
  },
)

it('tells of links and invitations alone, and of the one that did not leave', async () => {
  await begin()
  await failed(null)
  expect(await shown()).toBeNull()
  await failed('intake')
  await failed(null, { sentAt: new Date(), createdAt: new Date() })
  await failed('invitation', { sentAt: new Date(), createdAt: new Date() })
  expect(await shown()).toMatchObject({ state: 'given up' })
  await failed('intake', { sentAt: new Date(), createdAt: new Date() })
  expect(await shown()).toMatchObject({ state: 'sent' })
})

it('tells nothing of an intake link once she has sent an intake', async () => {
  const { intakeId, patientId } = world.one.a
  const sentAt = (submittedAt: Date) =>
    owner.intake.update({ where: { id: intakeId }, data: { submittedAt } })
  await begin()
  await sentAt(new Date(yesterday.getTime() - 1))
  await owner.intake.updateMany({ where: { patientId, id: { not: intakeId } }, data: { submittedAt: null } })
  await failed('intake')
  expect(await shown()).toMatchObject({ state: 'given up' })
  await sentAt(new Date())
  expect(await shown()).toBeNull()
  await failed('invitation')
  expect(await shown()).toMatchObject({ state: 'given up' })
  await sentAt(new Date(yesterday.getTime() - 1))
})

it.each(['intake', 'invitation'] as const)(
  'tells nothing of the %s once she has accepted an invitation',
  async (link) => {
    const { clinicId, a } = world.one
    await begin()
    await failed(link)
    const token = (kind: 'invitation' | 'password_reset', usedAt: Date | null) =>
      owner.accountToken.create({
        data: { clinicId, accountId: a.accountId, kind, tokenHash: newId(), expiresAt: tomorrow, usedAt },
      })
    await token('invitation', null)
    await token('invitation', new Date(yesterday.getTime() - 1))
    await token('password_reset', new Date())
    expect(await shown()).toMatchObject({ state: 'given up' })
    const { id } = await token('invitation', new Date())
    expect(await shown()).toBeNull()
    await owner.accountToken.delete({ where: { id } })
  },
)

it('knows the messages that send a link to the account', async () => {
  const { admin, a, clinicId } = world.one
  await begin()
  for (const kind of ['invitation', 'password_reset'] as const)
    await asActor(admin, (tx) =>
      issueAccountToken(tx, admin, {
        accountId: a.accountId,
        email: address,
        name: 'A',
        patientId: a.patientId,
        kind,
        base: 'https://one.example',
      }),
    )
  const rows = await owner.mail.findMany({
    where: { clinicId, patientId: a.patientId },
    orderBy: { id: 'asc' },
  })
  expect(rows.map(({ link }) => link)).toEqual(['invitation', null])
})

it('tells nobody else', async () => {
  const { a, b } = world.one
  const read = (actor: Parameters<typeof asActor>[0]) =>
    asActor(actor, (tx) => tx.$queryRaw<object[]>`SELECT * FROM patient_mail(${a.patientId}::uuid)`)
  expect(await read(world.one.admin)).toHaveLength(1)
  for (const actor of [a.actor, b.actor, a.linkActor, world.two.admin, world.two.physioA])
    expect(await read(actor)).toEqual([])
})
