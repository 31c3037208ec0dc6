import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endOwnSessions } from '#lib/accounts/commands.ts'
import { actorOfSession } from '#lib/accounts/session.ts'
import { breakGlass } from '#lib/cases/glass/commands.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { NotFound } from '#lib/errors.ts'
import { requestRecord } from '#lib/patients/record/commands.ts'
import { ownRecord } from '#lib/patients/record/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
})
afterAll(() => owner.$disconnect())

describe('the own record', () => {
  it('says who saw it, and names opening it from outside the team as such', async () => {
    const { a, physioA, physioB } = world.one
    const reason = 'Called in by the emergency department'
    await breakGlass(physioB, { caseId: a.caseId, patientId: a.patientId, reason })
    await caseFrame(physioB, a.caseId, 'overview', new Date())
    await caseFrame(physioA, a.caseId, 'overview', new Date())
    const { seen } = await ownRecord(a.actor, 0)
    const of = (name: string) => seen.filter((row) => row.name === name && row.dayText === 'Today')
    expect(of(physioB.name)).toMatchObject([{ role: 'physio', glass: true }])
    expect(of(physioB.name)[0]?.what).toContain('without being on your team')
    expect(of(physioA.name)).toMatchObject([{ glass: false, what: 'Read your record' }])
    expect(JSON.stringify(seen)).not.toContain(reason)
    expect(seen.map((row) => row.name)).not.toContain(a.actor.name)
    expect((await ownRecord(a.actor, 50)).seen).toEqual([])
  })

  it('shows consents with their wording, own details and sessions, and is nobody else’s', async () => {
    const { one, two } = world
    const record = await ownRecord(one.a.actor, 0)
    expect(record.consents).toMatchObject([{ version: 1 }])
    expect(record.details.map(({ value }) => value)).toContain(one.a.canary)
    expect(record.sessions).toMatchObject([{ here: true }])
    for (const actor of [one.physioA, one.admin]) await expect(ownRecord(actor, 0)).rejects.toThrow(NotFound)
    for (const actor of [one.b.actor, two.a.actor])
      expect(JSON.stringify(await ownRecord(actor, 0))).not.toContain(one.a.canary)
    expect(
      await owner.auditEvent.count({ where: { type: 'own_record.read', patientId: one.a.patientId } }),
    ).toBe(3)
  })

  it('takes a request once a day, tells every admin and keeps it in the audit', async () => {
    const { a, clinicId } = world.one
    await Promise.all([1, 2, 3].map(() => requestRecord(a.actor, { kind: 'export' })))
    await requestRecord(a.actor, { kind: 'correction' })
    const events = await owner.auditEvent.findMany({
      where: { clinicId, type: 'record.requested', patientId: a.patientId },
      orderBy: { at: 'asc' },
    })
    expect(events.map(({ data }) => data)).toEqual([{ kind: 'export' }, { kind: 'correction' }])
    const mails = await owner.mail.findMany({ where: { clinicId, subject: { contains: 'asks for' } } })
    expect(mails.map(({ to }) => to)).toEqual(['admin.one@example.invalid', 'admin.one@example.invalid'])
    expect(mails.map(({ text }) => text).join()).not.toContain(a.canary)
    expect((await ownRecord(a.actor, 0)).requests.map(({ kind }) => kind)).toEqual(['correction', 'export'])
    await expect(requestRecord(world.one.physioA, { kind: 'export' })).rejects.toThrow(NotFound)
  })

  it('ends every session of the account at once, and none of anybody else', async () => {
    expect(await actorOfSession('session-TWO-patientA')).not.toBeNull()
    expect(await endOwnSessions(world.two.a.actor)).toBe(1)
    expect(await actorOfSession('session-TWO-patientA')).toBeNull()
    expect(await actorOfSession('session-TWO-patientB')).not.toBeNull()
    expect(await endOwnSessions(world.two.a.actor)).toBe(0)
  })
})
