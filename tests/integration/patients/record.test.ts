import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AccountActor, type Actor, mintAccountActor } from '#lib/access/actor.ts'
import { endOwnSessions } from '#lib/accounts/commands.ts'
import { actorOfSession } from '#lib/accounts/session.ts'
import { clinicCounts } from '#lib/cases/counts/queries.ts'
import { breakGlass } from '#lib/cases/glass/commands.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { changeConsent } from '#lib/intake/consents/commands.ts'
import { requestRecord, takeBackRequest } from '#lib/patients/record/commands.ts'
import { ownRecord } from '#lib/patients/record/queries.ts'
import { finishRequest } from '#lib/patients/requests/commands.ts'
import { recordRequests } from '#lib/patients/requests/queries.ts'
import { finishRequestInput, requestSearch } from '#lib/patients/requests/schema.ts'
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

  it('lets her take a consent back and give it again, and keeps what was said', async () => {
    const { a, b } = world.one
    const standing = async () =>
      (await ownRecord(a.actor, 0)).agreed.find(({ consent }) => consent === 'messages')
    expect(await standing()).toMatchObject({ answer: null })
    for (const answer of ['no', 'no', 'yes', 'no'] as const)
      await changeConsent(a.actor, { consent: 'messages', answer })
    expect(await standing()).toMatchObject({ answer: 'no' })
    expect((await standing())?.source).toMatch(/^You, /)
    const mine = { patientId: a.patientId, question: 'consent_messages' }
    expect(await owner.consentChange.count({ where: mine })).toBe(3)
    expect((await ownRecord(b.actor, 0)).agreed.find(({ consent }) => consent === 'messages')?.answer).toBe(
      null,
    )
    for (const actor of [world.one.physioA, world.one.admin])
      await expect(changeConsent(actor, { consent: 'messages', answer: 'no' })).rejects.toThrow(NotFound)
  })

  it('dates what she said by her own zone', async () => {
    const far = mintAccountActor(
      Object.assign({}, world.one.a.actor, { timeZone: 'UTC', ownZone: 'Pacific/Kiritimati' }),
    )
    await changeConsent(far, { consent: 'film', answer: 'no' }, new Date('2030-01-01T23:00:00Z'))
    const film = (await ownRecord(far, 0)).agreed.find(({ consent }) => consent === 'film')
    expect(film?.source).toBe('You, 2 Jan 2030')
  })

  it('lets a patient below the age of consent take back, and not agree, by herself', async () => {
    const { b, clinicId } = world.one
    const { dateOfBirth } = await owner.patient.findUniqueOrThrow({ where: { id: b.patientId } })
    const born = new Date(Date.UTC(new Date().getUTCFullYear() - 15, 0, 1))
    await owner.patient.update({ where: { id: b.patientId }, data: { dateOfBirth: born } })
    const say = (answer: 'yes' | 'no') => changeConsent(b.actor, { consent: 'film', answer })
    await say('no')
    await expect(say('yes')).rejects.toThrow(Invalid)
    expect((await ownRecord(b.actor, 0)).agreesHerself).toBe(false)
    await owner.patient.update({ where: { id: b.patientId }, data: { dateOfBirth } })
    const said = await owner.consentChange.findMany({ where: { clinicId, byId: b.actor.accountId } })
    expect(said.map(({ question, answer }) => [question, answer])).toEqual([['consent_video', 'no']])
  })

  it('takes one open request of a kind, tells every admin and keeps it in the audit', async () => {
    const { a, clinicId } = world.one
    await Promise.all([1, 2, 3].map(() => requestRecord(a.actor, { kind: 'export' })))
    // Asked two days ago, and open: told once more.
    await requestRecord(a.actor, { kind: 'correction' })
    await requestRecord(a.actor, { kind: 'correction' })
    const events = await owner.auditEvent.findMany({
      where: { clinicId, type: 'record.requested', patientId: a.patientId },
      orderBy: { at: 'asc' },
    })
    expect(events.map(({ data }) => data)).toEqual([{ kind: 'export' }, { kind: 'correction' }])
    expect(events[1]?.subjectId).toBe(a.requestId)
    const mails = await owner.mail.findMany({ where: { clinicId, subject: { contains: 'asks for' } } })
    expect(mails.map(({ to }) => to)).toEqual(['admin.one@example.invalid', 'admin.one@example.invalid'])
    expect(mails.map(({ text }) => text).join()).not.toContain(a.canary)
    expect(mails.map(({ text }) => text).join()).toContain('/admin/requests')
    const { requests } = await ownRecord(a.actor, 0)
    expect(requests.map(({ kind, done }) => [kind, done !== null])).toEqual([
      ['export', false],
      ['correction', false],
      ['export', true],
    ])
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

describe('what patients ask for', () => {
  const search = (view: 'open' | 'done', already: string | null = null) =>
    requestSearch.parse({ view, ...(already ? { already } : {}) })
  const note = 'Called, and sent by registered mail'

  it('is listed for the admins of the clinic alone, the oldest first', async () => {
    const { admin, a, b, physioA } = world.one
    const { rows, counts } = await recordRequests(admin, search('open'), new Date())
    expect(rows.map(({ patient, kind }) => [patient.id, kind])).toEqual(
      expect.arrayContaining([
        [a.patientId, 'correction'],
        [b.patientId, 'correction'],
      ]),
    )
    expect(rows.map(({ askedAt }) => askedAt)).toEqual(rows.map(({ askedAt }) => askedAt).toSorted())
    expect(counts.open).toBe(rows.length)
    const counted = async (actor: Actor) => (await clinicCounts(actor, new Date())).requests
    expect(await counted(admin)).toBe(rows.length)
    for (const actor of [physioA, a.actor]) expect(await counted(actor)).toBe(0)
    expect(await asActor(physioA, (tx) => tx.recordRequest.count())).toBe(0)
    expect(await asActor(admin, (tx) => tx.recordRequest.count({ where: { doneAt: null } }))).toBe(
      rows.length,
    )
    expect(JSON.stringify(rows)).not.toContain('-TWO-')
    for (const actor of [physioA, a.actor])
      await expect(recordRequests(actor, search('open'), new Date())).rejects.toThrow(NotFound)
    const read = { type: 'record.requests_read', accountId: admin.accountId }
    expect((await owner.auditEvent.findFirst({ where: read }))?.data).toEqual({ rows: rows.length })
  })

  it('names at a copy who makes it, and links it for an admin of the team alone', async () => {
    const { admin, a, physioA, physioB } = world.one
    await requestRecord(a.actor, { kind: 'export' }, new Date())
    const copies = async (actor: AccountActor) =>
      (await recordRequests(actor, search('open'), new Date())).rows.find(
        ({ kind, patient }) => kind === 'export' && patient.id === a.patientId,
      )?.copies
    const both = (actor: AccountActor) => mintAccountActor({ ...actor, roles: ['physio', 'admin'] })
    const treated = await copies(both(physioA))
    expect(treated).toEqual([
      { caseId: a.caseId, opened: expect.any(String), makes: true, team: [physioA.name] },
    ])
    for (const actor of [admin, both(physioB)])
      expect(await copies(actor)).toEqual(treated?.map((one) => ({ ...one, makes: false })))
    const { rows } = await recordRequests(admin, search('open'), new Date())
    expect(rows.filter(({ kind }) => kind !== 'export').map((row) => row.copies ?? null)).not.toContain([])
  })

  it('is done once, by whoever is first; the other is told, and the words of the first stay', async () => {
    const { admin, physioB, clinicId, b } = world.one
    const roles = ['physio', 'admin'] as const
    const second = mintAccountActor({ ...physioB, roles: [...roles] })
    await owner.account.update({ where: { id: physioB.accountId }, data: { roles: [...roles] } })
    const requestId = b.requestId
    const [one, two] = await Promise.all([
      finishRequest(admin, { requestId, note }),
      finishRequest(second, { requestId, note: 'Something else' }),
    ])
    expect([one.first, two.first].toSorted()).toEqual([false, true])
    const row = await owner.recordRequest.findUniqueOrThrow({ where: { id: requestId } })
    expect([row.doneById, row.note]).toEqual(
      one.first ? [admin.accountId, note] : [second.accountId, 'Something else'],
    )
    const again = one.first
      ? finishRequest(admin, { requestId, note })
      : finishRequest(second, { requestId, note: 'Something else' })
    expect(await again).toEqual({ requestId, first: true })
    const events = await owner.auditEvent.findMany({
      where: { clinicId, type: 'record.request_done', subjectId: requestId },
    })
    expect(events.map(({ data, accountId }) => [data, accountId])).toEqual([
      [{ kind: 'correction' }, row.doneById],
    ])
    // Both roles: what is hers to treat and what the clinic is asked come together, and what is done is not among it.
    const { openCases, requests } = await clinicCounts(second, new Date())
    const open = await owner.recordRequest.count({ where: { clinicId, doneAt: null } })
    expect({ openCases, requests }).toEqual({
      openCases: (await clinicCounts(physioB, new Date())).openCases,
      requests: open,
    })
    const { rows, already } = await recordRequests(admin, search('done', requestId), new Date())
    expect(rows[0]).toMatchObject({ id: requestId, done: { note: row.note } })
    expect(already).toMatchObject({ id: requestId, done: { note: row.note } })
  })

  it('is done for the patient, with the day and without the words; then she may ask anew', async () => {
    const { b, admin } = world.one
    const record = await ownRecord(b.actor, 0)
    expect(record.requests.find(({ id }) => id === b.requestId)?.done).toContain('Today')
    for (const words of ['Something else', note, `CANARY-ONE-CLINIC`])
      expect(JSON.stringify(record.requests)).not.toContain(words)
    expect(record.seen.find(({ name }) => name === admin.name)?.what ?? '').not.toContain('wrote')
    await requestRecord(b.actor, { kind: 'correction' })
    expect(await owner.recordRequest.count({ where: { patientId: b.patientId, doneAt: null } })).toBe(1)
  })

  it('is taken back by whoever asked while it is open, and told of again when it is asked for again', async () => {
    const { a, b, admin, physioA, clinicId } = world.one
    const asked = async () => {
      await requestRecord(b.actor, { kind: 'erasure' })
      const where = { patientId: b.patientId, kind: 'erasure' as const, doneAt: null }
      return (await owner.recordRequest.findFirstOrThrow({ where })).id
    }
    const requestId = await asked()
    const told = () => owner.mail.count({ where: { clinicId, subject: { contains: 'asks for erasure' } } })
    const once = await told()
    for (const actor of [a.actor, admin, physioA, world.two.a.actor])
      await expect(takeBackRequest(actor, { requestId })).rejects.toThrow(NotFound)
    for (let twice = 0; twice < 2; twice++) await takeBackRequest(b.actor, { requestId })
    expect((await ownRecord(b.actor, 0)).requests.find(({ id }) => id === requestId)).toMatchObject({
      takenBack: true,
      answer: null,
    })
    const answer = 'The record of a treatment is kept.'
    expect(await finishRequest(admin, { requestId, note, answer })).toEqual({ requestId, first: false })
    const { already } = await recordRequests(admin, search('done', requestId), new Date())
    expect(already?.done).toMatchObject({ takenBack: true, answer: null })
    const events = { clinicId, type: 'record.request_taken_back', subjectId: requestId }
    expect(await owner.auditEvent.count({ where: events })).toBe(1)

    const again = await asked()
    expect(again).not.toBe(requestId)
    expect(await told()).toBe(2 * once)
    await finishRequest(admin, { requestId: again, note, answer })
    await expect(takeBackRequest(b.actor, { requestId: again })).rejects.toThrow(Conflict)
  })

  it('is nothing for anybody else, in the database as well, and stays as it was written', async () => {
    const { one, two } = world
    const requestId = one.a.requestId
    for (const actor of [one.physioA, one.a.actor, two.admin])
      await expect(finishRequest(actor, { requestId, note })).rejects.toThrow(NotFound)
    const data = { doneAt: new Date(), doneById: one.a.actor.accountId, note }
    const changed = await asActor(one.a.actor, (tx) =>
      tx.recordRequest.updateMany({ where: { id: requestId }, data }),
    )
    expect(changed.count).toBe(0)
    const forSomebody = { id: newId(), clinicId: one.clinicId, kind: 'export' as const }
    const asked = asActor(one.a.actor, (tx) =>
      tx.recordRequest.createMany({
        data: [{ ...forSomebody, patientId: one.b.patientId, askedById: one.a.actor.accountId }],
      }),
    )
    await expect(asked).rejects.toThrow(NotFound)
    await expect(
      owner.recordRequest.update({ where: { id: one.b.requestId }, data: { note: 'Otherwise' } }),
    ).rejects.toThrow(/is done/)
  })

  it('needs a note', () => {
    const parsed = finishRequestInput.safeParse({ requestId: world.one.a.requestId, note: ' x ' })
    expect(parsed.error?.issues[0]?.path).toEqual(['note'])
  })
})
