import { beforeAll, describe, expect, it } from 'vitest'
import { changed } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, type World } from '#tests/support/world.ts'

/** Columns of rows that somebody may change which stay all the same, by the database's lock alone. */
const { ownerUrl } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})

const future = new Date('2099-01-01')

describe('links that open an account', () => {
  it('are taken back and nothing else; those of staff by an admin', async () => {
    const { admin, physioA, a, clinicId } = world.one
    const of = (accountId: string) => ({ where: { clinicId, accountId } })
    const mine = of(admin.accountId)
    const hers = of(a.accountId)
    for (const data of [{ tokenHash: 'mine' }, { revokedAt: new Date() }, { expiresAt: future }])
      expect([data, await changed(physioA, (tx) => tx.accountToken.updateMany({ ...mine, data }))]).toEqual([
        data,
        0,
      ])
    for (const data of [
      { tokenHash: 'mine' },
      { accountId: physioA.accountId },
      { expiresAt: future },
      { usedAt: new Date() },
      { kind: 'password_reset' as const },
    ]) {
      const by = (actor: typeof admin) =>
        changed(actor, (tx) => tx.accountToken.updateMany({ ...hers, data }))
      expect([data, await by(physioA), await by(admin)]).toEqual([data, 0, 0])
    }
    const revoke = (revokedAt: Date | null) =>
      changed(physioA, (tx) => tx.accountToken.updateMany({ ...hers, data: { revokedAt } }))
    expect(await revoke(new Date())).toBe(1)
    expect(await revoke(null)).toBe(0)
  })

  it('are taken back and nothing else when they open a form', async () => {
    const { physioA, waiting } = world.one
    const where = { intakeId: waiting.intakeId }
    for (const data of [{ tokenHash: 'mine' }, { expiresAt: future }, { failures: -100 }])
      expect([data, await changed(physioA, (tx) => tx.intakeLink.updateMany({ where, data }))]).toEqual([
        data,
        0,
      ])
    const revoke = (revokedAt: Date | null) =>
      changed(physioA, (tx) => tx.intakeLink.updateMany({ where, data: { revokedAt } }))
    expect(await revoke(new Date())).toBe(1)
    expect(await revoke(null)).toBe(0)
  })
})

describe('a session', () => {
  it('is ended, not lengthened, moved or opened again', async () => {
    const { admin, a } = world.one
    const change = (actor: typeof admin, data: object) =>
      changed(actor, (tx) => tx.session.updateMany({ where: { accountId: a.accountId }, data }))
    for (const data of [
      { expiresAt: future },
      { idleMinutes: 99_999 },
      { lastSeenAt: future },
      { tokenHash: 'mine' },
      { accountId: admin.accountId },
    ])
      expect([data, await change(a.actor, data), await change(admin, data)]).toEqual([data, 0, 0])
    expect(await change(admin, { revokedAt: new Date() })).toBe(1)
    expect(await change(a.actor, { revokedAt: null })).toBe(0)
  })
})

describe('who a patient is', () => {
  it('is not for her to change, and her number for nobody', async () => {
    const { a, physioA, admin } = world.one
    const change = (actor: typeof admin, data: object) =>
      changed(actor, (tx) => tx.patient.updateMany({ where: { id: a.patientId }, data }))
    for (const data of [{ dateOfBirth: new Date('1980-01-01') }, { fullName: 'Another' }])
      expect([data, await change(a.actor, data)]).toEqual([data, 0])
    for (const actor of [a.actor, physioA, admin]) {
      expect(await change(actor, { number: 1 })).toBe(0)
      expect(await change(actor, { accountId: admin.accountId })).toBe(0)
    }
    expect(await change(physioA, { dateOfBirth: new Date('1980-01-01') })).toBe(1)
  })
})

describe('a form that was sent', () => {
  it('keeps everything that came with it', async () => {
    const { a, waiting, physioA, physioB } = world.one
    const answers = [
      { consentAt: future },
      { derived: { index_side: 'right' } },
      { sections: ['safety'] },
      { savedAt: future },
    ]
    for (const data of answers) {
      const change = (actor: Parameters<typeof changed>[0], intakeId: string) =>
        changed(actor, (tx) => tx.intakeAnswers.updateMany({ where: { intakeId }, data }))
      expect([data, await change(a.actor, a.intakeId), await change(physioA, a.intakeId)]).toEqual([
        data,
        0,
        0,
      ])
      expect([data, await change(waiting.linkActor, waiting.intakeId)]).toEqual([data, 0])
    }
    for (const data of [
      { submittedAt: future },
      { savedAt: future },
      { filledById: physioB.accountId },
      { decidedById: physioB.accountId },
      { decidedAt: future },
      { createdById: physioB.accountId },
    ]) {
      const change = (actor: Parameters<typeof changed>[0], id: string) =>
        changed(actor, (tx) => tx.intake.updateMany({ where: { id }, data }))
      const done = await Promise.all([a.actor, physioA, physioB].map((actor) => change(actor, a.intakeId)))
      expect([data, ...done]).toEqual([data, 0, 0, 0])
      expect([data, await change(waiting.linkActor, waiting.intakeId)]).toEqual([data, 0])
    }
  })

  it('is decided by a physio', async () => {
    const { waiting, admin, physioB } = world.one
    const where = { id: waiting.intakeId }
    const decide = (actor: Parameters<typeof changed>[0], decidedById: string) =>
      changed(actor, (tx) =>
        tx.intake.updateMany({ where, data: { status: 'accepted', decidedById, decidedAt: new Date() } }),
      )
    expect(await decide(admin, admin.accountId)).toBe(0)
    expect(await decide(waiting.linkActor, physioB.accountId)).toBe(0)
    const take = { assigneeId: physioB.accountId }
    expect(await changed(waiting.linkActor, (tx) => tx.intake.updateMany({ where, data: take }))).toBe(0)
    expect(await decide(physioB, physioB.accountId)).toBe(1)
  })
})
