import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { hashToken } from '#lib/accounts/tokens.ts'
import { alertOfBrokenGlass } from '#lib/alerts/opening/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asAccount, asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { changed } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** What opens an account, a form or a record, asked for by somebody who is known: by the database's lock alone. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})

const future = new Date('2099-01-01')
const inHours = (date: Date | undefined) => Math.round(((date?.getTime() ?? 0) - Date.now()) / 3_600_000)

it('gives nobody who is known a password’s hash, a link to an account or a form', async () => {
  const { a, admin, physioA, waiting } = world.one
  const dear = ['admin.one@example.invalid', 'physioa.two@example.invalid']
  for (const actor of [a.actor, physioA, admin, waiting.linkActor]) {
    const got = asActor(actor, async (tx) => {
      const rows: unknown[] = []
      for (const email of dear) {
        rows.push(await tx.$queryRaw`SELECT * FROM sign_in_lookup(${email})`)
        rows.push(
          await tx.$queryRaw`SELECT * FROM password_reset_issue(${email}, ${newId()}::uuid, 'mine', 60::int)`,
        )
      }
      const [invitation, link] = [hashToken('invitation-ONE-physioB'), hashToken(waiting.token)]
      rows.push(await tx.$queryRaw`SELECT * FROM account_token_redeem(${invitation}, 'mine')`)
      rows.push(
        await tx.$queryRaw`SELECT * FROM intake_link_open(${link}, '1990-05-17'::date, ${newId()}::uuid, ${newId()}, 1::int)`,
      )
      return rows.flat()
    })
    expect([actor.kind, await got]).toEqual([actor.kind, []])
  }
  expect(await db.credential.count({ where: { passwordHash: 'mine' } })).toBe(0)
})

it('changes no password for whoever does not know the hash of the one before', async () => {
  const { a, admin, physioA, physioB } = world.one
  const { passwordHash } = await db.credential.findUniqueOrThrow({ where: { accountId: physioB.accountId } })
  for (const actor of [a.actor, physioA, admin])
    for (const guess of ['', 'a guess', `${passwordHash} `])
      expect(
        await asActor(actor, (tx) => tx.$queryRaw`SELECT own_password_change(${guess}, 'mine') AS changed`),
      ).toEqual([{ changed: false }])
  expect(await db.credential.count({ where: { passwordHash: 'mine' } })).toBe(0)
})

describe('what opens something ends in time', () => {
  it.each([
    ['staff', 12, 30],
    ['a patient', 30 * 24, null],
  ])('a session of %s after %i hours', async (who, hours, idleMinutes) => {
    const { physioA, a, clinicId } = world.one
    const { accountId } = who === 'staff' ? physioA : a
    const id = newId()
    await asAccount(clinicId, accountId, (tx) =>
      tx.session.createMany({
        data: {
          id,
          clinicId,
          accountId,
          tokenHash: newId(),
          expiresAt: future,
          lastSeenAt: future,
          idleMinutes: who === 'staff' ? 99_999 : null,
        },
      }),
    )
    const made = await db.session.findUnique({ where: { id } })
    expect(inHours(made?.expiresAt)).toBe(hours)
    expect(made?.idleMinutes).toBe(idleMinutes)
    expect(made?.lastSeenAt.getTime()).toBeLessThanOrEqual(Date.now() + 60_000)
  })

  it('a session of staff always grows idle', async () => {
    const { physioA, clinicId } = world.one
    const [id, of] = [newId(), { clinicId, accountId: physioA.accountId }]
    await asAccount(clinicId, physioA.accountId, (tx) =>
      tx.session.createMany({ data: { ...of, id, tokenHash: newId(), expiresAt: future } }),
    )
    expect((await db.session.findUnique({ where: { id } }))?.idleMinutes).toBe(30)
  })

  it('a link to an account, a link to a form, and broken glass', async () => {
    const { admin, physioA, physioB, waiting, b, clinicId } = world.one
    const [token, link, glass] = [newId(), newId(), newId()]
    const reason = 'Covering for the lead'
    const late = { clinicId, expiresAt: future }
    await asActor(admin, (tx) =>
      tx.accountToken.createMany({
        data: { ...late, id: token, accountId: physioB.accountId, kind: 'password_reset', tokenHash: token },
      }),
    )
    const { patientId } = waiting
    await asActor(physioA, async (tx) => {
      const intakeId = newId()
      await tx.intake.createMany({ data: { id: intakeId, clinicId, patientId } })
      await tx.intakeLink.createMany({ data: { ...late, id: link, intakeId, patientId, tokenHash: link } })
    })
    await asActor(physioA, async (tx) => {
      const of = { clinicId, caseId: b.caseId, patientId: b.patientId }
      const { accountId } = physioA
      await tx.breakGlass.createMany({ data: { ...late, ...of, accountId, id: glass, reason } })
      await alertOfBrokenGlass(tx, physioA, of, glass, b.lead.accountId, new Date())
      await recordAudit(tx, physioA, { type: 'case.glass_broken', ...of, subjectId: glass })
    })
    const ends = await Promise.all([
      db.accountToken.findUnique({ where: { id: token } }),
      db.intakeLink.findUnique({ where: { id: link } }),
      db.breakGlass.findUnique({ where: { id: glass } }),
    ])
    expect(ends.map((row) => inHours(row?.expiresAt))).toEqual([7 * 24, 14 * 24, 1])
  })
})

describe('the record of a patient', () => {
  const link = (by: AccountActor, patientId: string, accountId: string) =>
    changed(by, (tx) => tx.patient.updateMany({ where: { id: patientId }, data: { accountId } }))

  it('is not opened by an account of staff, nor by one that is in use already', async () => {
    const { admin, physioA, physioB, suspended, waiting, clinicId } = world.one
    for (const by of [physioA, admin])
      for (const { accountId } of [physioA, physioB, admin, suspended])
        expect(await link(by, waiting.patientId, accountId)).toBe(0)
    const account = { clinicId, name: 'Somebody', roles: ['patient' as const] }
    const used = newId()
    await db.account.create({
      data: { ...account, id: used, email: 'used@example.invalid', status: 'active' },
    })
    expect(await link(physioA, waiting.patientId, used)).toBe(0)
    const made = newId()
    await db.account.create({ data: { ...account, id: made, email: 'made@example.invalid' } })
    expect(await link(physioA, waiting.patientId, made)).toBe(1)
  })

  it('is not reached by inviting anew whoever signs in already', async () => {
    const { a, physioB, clinicId } = world.one
    const invite = changed(physioB, (tx) =>
      tx.accountToken.createMany({
        data: { clinicId, accountId: a.accountId, kind: 'invitation', tokenHash: 'x', expiresAt: future },
      }),
    )
    expect(await invite).toBe(0)
  })
})

describe('mail', () => {
  it('is read and changed by nobody who asks, whatever duty she takes on', async () => {
    const { a, physioA, waiting, admin } = world.one
    const onDuty = (actor: Actor, work: Parameters<typeof changed>[1]) =>
      changed(actor, async (tx) => {
        await tx.$executeRaw`SELECT set_config('app.duty', 'mail', true)`
        return work(tx)
      })
    for (const actor of [a.actor, physioA, waiting.linkActor])
      expect(await onDuty(actor, (tx) => tx.mail.count())).toBe(0)
    for (const actor of [a.actor, physioA, waiting.linkActor, admin])
      expect(await onDuty(actor, (tx) => tx.mail.updateMany({ data: { sentAt: new Date() } }))).toBe(0)
  })

  it('takes no name that keeps another message from being queued', async () => {
    const { physioA, clinicId } = world.one
    const message = { clinicId, to: 'a@example.invalid', subject: 'Hello', text: 'Hello' }
    const queue = (once: string | null) =>
      changed(physioA, (tx) => tx.mail.createMany({ data: { ...message, once } }))
    expect([await queue('flag_overdue 1 1 1'), await queue(null)]).toEqual([0, 1])
  })
})
