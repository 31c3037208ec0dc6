import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#lib/ids.ts'
import { changed } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, type World } from '#tests/support/world.ts'

/** Nobody writes in somebody else's name, by the database's lock alone. */
const { ownerUrl } = await testDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})

const day = () => new Date(`${new Date().toISOString().slice(0, 10)}T00:00:00Z`)
const record = () => {
  const { a, clinicId } = world.one
  return { clinicId, patientId: a.patientId, caseId: a.caseId }
}

describe('what somebody signs', () => {
  it('is a review in her own name', async () => {
    const { physioA, physioB } = world.one
    const sign = (signedById: string) =>
      changed(physioA, (tx) =>
        tx.review.createMany({
          data: {
            ...record(),
            id: newId(),
            on: day(),
            signedById,
            decision: 'continue',
            indicators: {},
            ruleSetVersion: 1,
          },
        }),
      )
    expect([await sign(physioB.accountId), await sign(physioA.accountId)]).toEqual([0, 1])
  })

  it('is a case moved on in her own name', async () => {
    const { physioA, physioB } = world.one
    const move = (byId: string) =>
      changed(physioA, (tx) =>
        tx.caseStatusChange.createMany({
          data: { ...record(), from: 'open', to: 'on_hold', reason: 'Away for a month', byId },
        }),
      )
    expect([await move(physioB.accountId), await move(physioA.accountId)]).toEqual([0, 1])
  })

  it('is an examination in her own name', async () => {
    const { a, physioA, physioB } = world.one
    const sign = (data: { byId?: string }) =>
      changed(physioA, (tx) =>
        tx.assessment.updateMany({
          where: { id: a.openAssessmentId },
          data: { ...data, signedAt: new Date() },
        }),
      )
    expect(await sign({ byId: physioB.accountId })).toBe(0)
    expect(await sign({ byId: physioA.accountId })).toBe(1)
  })

  it('is a program in her own name', async () => {
    const { a, physioA, physioB } = world.one
    const publish = (publishedById: string) =>
      changed(physioA, (tx) =>
        tx.programVersion.updateMany({
          where: { id: a.draftVersionId },
          data: { publishedAt: new Date(), publishedById, startsOn: day() },
        }),
      )
    expect([await publish(physioB.accountId), await publish(physioA.accountId)]).toEqual([0, 1])
  })

  it('is an alert that she answered herself', async () => {
    const { a, physioA, physioB } = world.one
    const close = (closedById: string) =>
      changed(physioA, (tx) =>
        tx.alert.updateMany({
          where: { id: a.watchAlertId },
          data: { closedAt: new Date(), closedById, outcome: 'Talked about it' },
        }),
      )
    expect([await close(physioB.accountId), await close(physioA.accountId)]).toEqual([0, 1])
  })
})

it('logs in her own name, and on behalf of somebody only for somebody else', async () => {
  const { a, physioA } = world.one
  const log = (by: typeof physioA, enteredById: string, onBehalf: boolean) =>
    changed(by, (tx) =>
      tx.painScore.createMany({
        data: {
          ...record(),
          id: newId(),
          context: 'now',
          score: 1,
          at: new Date(),
          logDate: day(),
          enteredById,
          onBehalf,
          safety: [],
        },
      }),
    )
  expect(await log(a.actor, physioA.accountId, true)).toBe(0)
  expect(await log(a.actor, a.accountId, true)).toBe(0)
  expect(await log(physioA, a.accountId, false)).toBe(0)
  expect(await log(physioA, physioA.accountId, false)).toBe(0)
  expect(await log(a.actor, a.accountId, false)).toBe(1)
  expect(await log(physioA, physioA.accountId, true)).toBe(1)
})

describe('the audit', () => {
  const write = (
    by: Parameters<typeof changed>[0],
    accountId: string | null,
    actorKind: 'account' | 'intake_link' | 'system',
  ) =>
    changed(by, (tx) =>
      tx.auditEvent.createMany({
        data: { clinicId: by.clinicId, accountId, actorKind, type: 'case.read' },
      }),
    )

  it('names who writes it', async () => {
    const { a, physioA, waiting } = world.one
    for (const by of [a.actor, waiting.linkActor, world.one.physioB, world.one.admin]) {
      expect(await write(by, physioA.accountId, 'account')).toBe(0)
      expect(await write(by, null, 'account')).toBe(0)
      expect(await write(by, null, 'system')).toBe(0)
    }
    expect(await write(a.actor, null, 'intake_link')).toBe(0)
    expect(await write(waiting.linkActor, null, 'intake_link')).toBe(1)
    expect(await write(a.actor, a.accountId, 'account')).toBe(1)
  })
})

describe('mail', () => {
  it('is queued by a patient to herself alone, and by the holder of a link to nobody', async () => {
    const { a, waiting, admin, physioA } = world.one
    const queue = (by: Parameters<typeof changed>[0], to: string) =>
      changed(by, (tx) =>
        tx.mail.createMany({ data: { clinicId: by.clinicId, to, subject: 'Hello', text: 'Hello' } }),
      )
    expect(await queue(waiting.linkActor, 'anybody@example.invalid')).toBe(0)
    expect(await queue(waiting.linkActor, 'admin.one@example.invalid')).toBe(0)
    expect(await queue(a.actor, 'anybody@example.invalid')).toBe(0)
    expect(await queue(a.actor, 'physioa.one@example.invalid')).toBe(0)
    expect(await queue(a.actor, 'admin.one@example.invalid')).toBe(0)
    expect(await queue(a.actor, 'patienta.one@example.invalid')).toBe(1)
    expect(await queue(physioA, 'anybody@example.invalid')).toBe(1)
    expect(await queue(admin, 'anybody@example.invalid')).toBe(1)
  })
})
