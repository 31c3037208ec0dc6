import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AccountActor } from '#lib/access/actor.ts'
import { mintAccountActor } from '#lib/access/actor.ts'
import { sendReset } from '#lib/accounts/directory/commands.ts'
import { auditPage } from '#lib/audit/queries.ts'
import { asActor, onSafetyDuty } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { outbox } from '#lib/mail/queries.ts'
import { changed } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** What an admin who treats nobody learns of patients past the application: nothing of what was found or decided. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})

const all = { area: '', person: '', from: '', to: '', after: '' }
const found = { flagId: 'flag_dvt', urgency: 'same_day' }
const events = (actor: AccountActor) =>
  asActor(actor, (tx) => tx.auditEvent.findMany({ select: { type: true, data: true } }))

it('reads every event of the audit and not what it was about', async () => {
  const { a, admin, physioA, physioB, clinicId } = world.one
  const of = { clinicId, actorKind: 'account', accountId: a.accountId, patientId: a.patientId }
  await db.auditEvent.createMany({
    data: [
      { ...of, caseId: a.caseId, type: 'flag.raised', data: found },
      { ...of, caseId: a.caseId, type: 'alert.opened', data: { alertId: 'al_pain_severe' } },
      { ...of, caseId: a.caseId, type: 'review.signed', data: { decision: 'regress' } },
      { ...of, type: 'patient.changed', data: { fields: ['email'] } },
    ],
  })
  expect(JSON.stringify(await events(admin))).not.toMatch(/flag_dvt|same_day|al_pain_severe|regress/)
  expect(JSON.stringify(await events(admin))).toContain('email')
  const both = mintAccountActor({ ...physioB, roles: ['physio', 'admin'] })
  expect(JSON.stringify(await events(both))).not.toMatch(/flag_dvt|same_day|al_pain_severe|regress/)
  expect(JSON.stringify(await events(physioA))).toContain('flag_dvt')
  const page = await auditPage(admin, all, new Date())
  expect(page.rows.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['Record written by a rule', 'Patient changed']),
  )
  expect(page.rows.filter(({ detail }) => detail === 'e-mail')).toHaveLength(1)
  const raw = await asActor(
    admin,
    (tx) => tx.$queryRaw`SELECT * FROM audit_log(${clinicId}::uuid, NULL, NULL, NULL, NULL, NULL, NULL, 500)`,
  )
  expect(JSON.stringify(raw)).toContain('flag.raised')
  expect(JSON.stringify(raw)).not.toMatch(/flag_dvt|same_day|al_pain_severe|regress/)
  for (const actor of [physioA, a.actor]) {
    const none = asActor(
      actor,
      (tx) => tx.$queryRaw`SELECT * FROM audit_log(${clinicId}::uuid, NULL, NULL, NULL, NULL, NULL, NULL, 9)`,
    )
    expect(await none).toEqual([])
  }
})

it('does not learn from the audit that a form raised a flag', async () => {
  const { waiting, admin, physioA, physioB, clinicId } = world.one
  const { patientId } = waiting
  const link = { clinicId, patientId, actorKind: 'intake_link' }
  await db.auditEvent.createMany({
    data: [
      { ...link, type: 'intake.saved', data: { section: 'sec_safety', onBehalf: false } },
      { ...link, type: 'flag.raised', data: found },
      { ...link, actorKind: 'system', type: 'flag.called_again', data: { flagId: 'flag_dvt', step: 1 } },
      {
        clinicId,
        patientId,
        actorKind: 'account',
        accountId: physioA.accountId,
        type: 'flag.answered',
        data: { flagId: 'flag_dvt', kind: 'called' },
      },
    ],
  })
  const seen = async (actor: AccountActor, area = '') => {
    const { rows } = await auditPage(actor, { ...all, area, person: 'PATIENT-WAITING' }, new Date())
    return rows.map(({ who, what }) => [who, what])
  }
  expect((await seen(admin)).sort()).toEqual([
    [physioA.name, 'Form saved'],
    ['Holder of a form link', 'Form saved'],
  ])
  expect(await seen(admin, 'cases')).toEqual([])
  expect(await seen(admin, 'intakes')).toHaveLength(2)
  const both = mintAccountActor({ ...physioB, roles: ['physio', 'admin'] })
  expect(await seen(both)).toHaveLength(4)
  const herself = mintAccountActor({ ...both, patientId })
  expect((await seen(herself)).sort()).toEqual((await seen(admin)).sort())
  expect(await seen(both, 'cases')).toHaveLength(3)
})

it('does not see that somebody on duty was called: the minute says of whom', async () => {
  const { a, admin, physioB } = world.one
  const place = `/patients/${a.patientId}`
  await asActor(a.actor, (tx) =>
    onSafetyDuty(
      tx,
      () =>
        tx.$executeRaw`SELECT queue_duty_mail('An answer needs you now', 'Open:', ${[a.patientId]}::uuid[], ${[place]}::text[])`,
    ),
  )
  const seen = await outbox(admin, new Date())
  expect(JSON.stringify(seen)).not.toMatch(/patients\/|answer needs/)
  expect(seen.mails.some(({ to }) => to.startsWith('physio'))).toBe(false)
  const later = new Date(Date.now() + 16 * 60_000)
  const stuck = (actor: AccountActor) =>
    asActor(
      actor,
      (tx) =>
        tx.$queryRaw<
          { urgentSince: Date; unsent: number }[]
        >`SELECT * FROM mail_stuck(${later}::timestamptz, 8)`,
    )
  expect(seen.mails.some(({ text }) => text.includes('CANARY-ONE'))).toBe(true)
  expect(JSON.stringify(await asActor(admin, (tx) => tx.mail.findMany()))).not.toContain(place)
  const both = mintAccountActor({ ...physioB, roles: ['physio', 'admin'] })
  expect(JSON.stringify(await outbox(both, new Date()))).toContain(place)
  const [[told], [toldBoth]] = [await stuck(admin), await stuck(both)]
  expect(told?.urgentSince.toISOString()).toMatch(/T00:00:00.000Z$/)
  expect((toldBoth?.unsent ?? 0) - (told?.unsent ?? 0)).toBe(2)
})

it('sends a form, and neither answers nor decides one', async () => {
  const { a, admin, physioB, clinicId } = world.one
  const { patientId } = a
  const make = (actor: AccountActor, intake: object, answers: object) =>
    changed(actor, async (tx) => {
      const id = newId()
      await tx.intake.createMany({
        data: { id, clinicId, patientId, createdById: actor.accountId, ...intake },
      })
      return tx.intakeAnswers.createMany({ data: { intakeId: id, clinicId, patientId, ...answers } })
    })
  const now = new Date()
  const decided = { status: 'accepted', submittedAt: now, decidedById: admin.accountId, decidedAt: now }
  expect(await make(admin, decided, {})).toBe(0)
  expect(await make(admin, {}, { answers: { main_problem: 'Mine' } })).toBe(0)
  expect(await make(admin, {}, { consentAt: now })).toBe(0)
  expect(await make(admin, {}, {})).toBe(1)
  expect(await make(physioB, {}, { answers: { main_problem: 'From paper' } })).toBe(1)
})

it('reads no link to a form that has answers, and makes none but for the patient', async () => {
  const { a, admin, physioB, clinicId } = world.one
  const [id, tokenHash, place] = [newId(), `hash-${newId()}`, 'https://stepwise.example/f/begun']
  const of = { clinicId, patientId: a.patientId }
  const endsAt = new Date(Date.now() + 86_400_000)
  await db.intake.create({ data: { ...of, id } })
  await db.intakeLink.create({ data: { ...of, intakeId: id, tokenHash, expiresAt: endsAt, mailed: true } })
  const to = { to: 'a@example.invalid', subject: 'Your form', text: place }
  await db.mail.create({ data: { ...of, ...to, link: 'intake', linkHash: tokenHash, endsAt } })
  const reads = async () => {
    const rows = await asActor(admin, (tx) => tx.mail.findMany())
    return JSON.stringify([rows, await outbox(admin, new Date())]).split(place).length - 1
  }
  const makes = (actor: AccountActor, mailed: boolean) =>
    changed(actor, (tx) => {
      const data = { ...of, intakeId: id, tokenHash: newId(), expiresAt: endsAt, mailed }
      return tx.intakeLink.createMany({ data: { ...data, createdById: actor.accountId } })
    })
  expect([await reads(), await makes(admin, false)]).toEqual([2, 1])
  await db.intake.update({ where: { id }, data: { savedAt: new Date() } })
  expect([await reads(), await makes(admin, false)]).toEqual([0, 0])
  expect([await makes(admin, true), await makes(physioB, false)]).toEqual([1, 1])
})

it('reads no link to a new password of a physio, nor of who was one and is on a team', async () => {
  const { admin, physioA, physioB, clinicId } = world.one
  const both = mintAccountActor({ ...physioB, roles: ['physio', 'admin'] })
  const endsAt = new Date(Date.now() + 3_600_000)
  const link = async (accountId: string) => {
    const tokenHash = `hash-${newId()}`
    const text = `https://stepwise.example/reset/${tokenHash}`
    await db.accountToken.create({
      data: { clinicId, accountId, kind: 'password_reset', tokenHash, expiresAt: endsAt },
    })
    const to = { to: 'staff@example.invalid', subject: 'Choose a new password', text }
    await db.mail.create({ data: { clinicId, ...to, linkHash: tokenHash, endsAt } })
    return async (actor: AccountActor) => [
      (await outbox(actor, new Date())).mails.filter((mail) => mail.text === text).length,
      (await asActor(actor, (tx) => tx.mail.findMany({ where: { text } }))).length,
    ]
  }
  const [hers, own] = [await link(physioA.accountId), await link(admin.accountId)]
  expect([await hers(admin), await hers(both), await own(admin)]).toEqual([
    [0, 0],
    [1, 1],
    [1, 1],
  ])
  await db.account.update({ where: { id: physioA.accountId }, data: { roles: ['admin'] } })
  expect(await hers(admin)).toEqual([0, 0])
  await db.account.update({ where: { id: physioA.accountId }, data: { roles: ['physio'] } })
  delete process.env.SMTP_URL
  await expect(sendReset(admin, { accountId: physioA.accountId })).rejects.toThrow(/account:link/)
  expect((await outbox(admin, new Date())).mails.some(({ hidden }) => hidden)).toBe(true)
})
