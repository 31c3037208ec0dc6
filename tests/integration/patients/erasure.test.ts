import { afterAll, describe, expect, test, vi } from 'vitest'
import { type AccountActor, mintAccountActor } from '#lib/access/actor.ts'
import { changeEmail, changeRoles, restoreAccount } from '#lib/accounts/directory/commands.ts'
import { accountDetail, accountList } from '#lib/accounts/directory/queries.ts'
import { askReset } from '#lib/accounts/password/commands.ts'
import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { asAccount, asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { MAX_ATTEMPTS } from '#lib/mail/rules.ts'
import { invitePatient } from '#lib/patients/account/commands.ts'
import { addPatient } from '#lib/patients/commands.ts'
import { sendIntakeLink, startIntake } from '#lib/patients/invite/commands.ts'
import { patientDetail, patientList } from '#lib/patients/queries.ts'
import { requestRecord } from '#lib/patients/record/commands.ts'
import { ownRecord } from '#lib/patients/record/queries.ts'
import { finishRequest } from '#lib/patients/requests/commands.ts'
import { recordRequests } from '#lib/patients/requests/queries.ts'
import { CLOSED_BY_ERASURE, erasureAnswers } from '#lib/patients/requests/rules.ts'
import { requestSearch } from '#lib/patients/requests/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
process.env.AUTH_SECRET = 'x'.repeat(40)
const { one, two } = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
// The patients of the test world have taken numbers without counting.
await db.clinic.updateMany({ data: { patientCounter: 2000 } })
afterAll(() => db.$disconnect())

const { admin, physioA, a, b, clinicId } = one
const now = new Date()
const note = 'Looked it up, and answered'
const answer = 'Your treatment record stays for ten years, as the law asks.'
const listed = async (view: 'open' | 'done', id: string) =>
  (await recordRequests(admin, requestSearch.parse({ view }), now)).rows.find((row) => row.id === id)
const asked = async (actor: AccountActor) => {
  await requestRecord(actor, { kind: 'erasure' }, now)
  const where = { patientId: actor.patientId ?? '', kind: 'erasure' as const, doneAt: null }
  return (await db.recordRequest.findFirstOrThrow({ where })).id
}

/** Invited with an account and a form that nobody has answered. */
async function invited(email: string, fullName = 'Nora Neu'): Promise<AccountActor> {
  const { id: patientId } = await addPatient(physioA, {
    id: newId(),
    fullName,
    dateOfBirth: '1987-11-29',
    email,
    phone: '079 000 00 00',
    shared: 'yes',
  })
  await sendIntakeLink(physioA, { patientId, how: 'mail' })
  await invitePatient(physioA, { patientId })
  const { accountId } = await db.patient.findUniqueOrThrow({ where: { id: patientId } })
  await db.account.update({ where: { id: accountId ?? '' }, data: { status: 'active' } })
  await db.session.create({
    data: {
      clinicId,
      accountId: accountId ?? '',
      tokenHash: newId(),
      expiresAt: new Date(now.getTime() + 86_400_000),
    },
  })
  return mintAccountActor({ ...a.actor, accountId: accountId ?? '', patientId, name: fullName })
}

describe('who was treated', () => {
  test('may ask, and the admin sees until when it has to be answered', async () => {
    const id = await asked(a.actor)
    expect(await asked(a.actor)).toBe(id)
    const row = await listed('open', id)
    expect(row).toMatchObject({ kind: 'erasure', erasable: false, due: { overdue: false } })
    const late = await recordRequests(
      admin,
      requestSearch.parse({}),
      new Date(now.getTime() + 31 * 86_400_000),
    )
    expect(late.rows.find((one) => one.id === id)?.due).toMatchObject({ overdue: true })
    expect(await db.mail.count({ where: { clinicId, subject: { contains: 'asks for erasure' } } })).toBe(1)
  })

  test('is not erased, and reads what stays and why', async () => {
    const id = await asked(a.actor)
    const before = await db.patient.findUniqueOrThrow({ where: { id: a.patientId } })
    await expect(finishRequest(admin, { requestId: id, note }, now)).rejects.toThrow(Invalid)
    const wish = { requestId: id, note, answer }
    await expect(finishRequest(admin, { ...wish, erase: 'yes' }, now)).rejects.toThrow(Conflict)
    for (const actor of [physioA, two.admin, a.actor])
      await expect(finishRequest(actor, { ...wish, erase: 'yes' }, now)).rejects.toThrow(NotFound)
    expect(await db.patient.findUniqueOrThrow({ where: { id: a.patientId } })).toEqual(before)
    expect(await finishRequest(admin, wish, now)).toEqual({ requestId: id, first: true })
    const { requests } = await ownRecord(a.actor, 0)
    expect(requests.find((one) => one.id === id)).toMatchObject({ answer })
    expect(JSON.stringify(requests)).not.toContain(note)
    expect((await listed('done', id))?.done).toMatchObject({ note, answer })
  })
})

describe('who was invited and never treated', () => {
  test('shares an address, and the mail of the others there stays and still leaves', async () => {
    const email = 'family@example.invalid'
    const { id: childId } = await addPatient(physioA, {
      id: newId(),
      fullName: 'Kim Klein',
      dateOfBirth: '2012-05-05',
      email,
      phone: undefined,
    })
    await sendIntakeLink(physioA, { patientId: childId, how: 'mail' })
    const older = { clinicId, to: email, subject: 'From before', text: 'Nobody wrote down of whom' }
    await db.mail.create({ data: older })
    const before = await db.mail.findMany({
      where: { OR: [{ patientId: childId }, { subject: older.subject }] },
    })
    const parent = await invited(email, 'Pat Klein')
    const id = await asked(parent)
    await finishRequest(admin, { requestId: id, note, answer, erase: 'yes' }, now)
    const after = await db.mail.findMany({
      where: { OR: [{ patientId: childId }, { subject: older.subject }] },
    })
    expect(after).toEqual(before)
    expect(after.map(({ sentAt }) => sentAt)).toEqual([null, null])
    const last = { patientId: parent.patientId ?? '', sentAt: null }
    expect(await db.mail.findMany({ where: last })).toMatchObject([{ to: email }])
    await asAccount(clinicId, '', async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.duty', 'mail', true)`
      await tx.mail.updateMany({ where: last, data: { sentAt: now, text: '' } })
    })
    const hers = await db.mail.findMany({ where: { patientId: parent.patientId ?? '' } })
    expect(hers.map(({ to, text }) => [to, text])).toEqual(hers.map(() => ['erased', '']))
    expect(hers.length).toBeGreaterThan(1)
  })

  test('is forgotten in the night, too, where the last message never leaves', async () => {
    const kept = () => db.mail.count({ where: { clinicId, to: { startsWith: 'never-' } } })
    const gone = [{ endsAt: new Date(now.getTime() - 1000) }, { attempts: MAX_ATTEMPTS }, {}]
    for (const [at, data] of gone.entries()) {
      const to = `never-${at}@example.invalid`
      const actor = await invited(to, 'Nina Nie')
      const requestId = await asked(actor)
      await finishRequest(admin, { requestId, note, answer, erase: 'yes' }, now)
      await db.mail.updateMany({ where: { to }, data })
    }
    const older = { clinicId, subject: 'Your request to Clinic', text: '', sentAt: now }
    await db.mail.create({ data: { ...older, to: 'never-known@example.invalid' } })
    expect(await kept()).toBe(4)
    await runAlertRound(clinicId, () => new Date(`${addDays(dayIn('UTC', now), 1)}T12:00:00Z`))
    // What may still leave does.
    expect(await kept()).toBe(1)
    expect(await db.mail.count({ where: { text: { contains: 'Nina Nie' } } })).toBe(1)
    await db.mail.deleteMany({ where: { to: { startsWith: 'never-' } } })
  })

  test('takes with her what was sent to an address that she had before', async () => {
    const actor = await invited('before@example.invalid', 'Eva Eher')
    const { accountId } = actor
    vi.stubEnv('STEPWISE_URL', 'https://stepwise.example')
    await askReset({ email: 'before@example.invalid' }, '198.51.100.7')
    vi.unstubAllEnvs()
    const { version } = await db.account.findUniqueOrThrow({ where: { id: accountId } })
    await changeEmail(admin, { accountId, version, email: 'after@example.invalid' })
    const requestId = await asked(actor)
    await finishRequest(admin, { requestId, note, answer, erase: 'yes' }, now)
    expect(await db.mail.count({ where: { to: 'before@example.invalid' } })).toBe(0)
    expect(await db.mail.count({ where: { to: 'after@example.invalid' } })).toBe(1) // the last one
  })

  test('gets no form, no link and no invitation afterwards', async () => {
    const gone = await invited('gone@example.invalid', 'Gia Gone')
    const id = await asked(gone)
    await finishRequest(admin, { requestId: id, note, answer, erase: 'yes' }, now)
    const patientId = gone.patientId ?? ''
    await expect(sendIntakeLink(admin, { patientId, how: 'print' })).rejects.toThrow(NotFound)
    await expect(startIntake(physioA, { patientId })).rejects.toThrow(NotFound)
    await expect(invitePatient(admin, { patientId })).rejects.toThrow(NotFound)
  })

  test('is erased: nothing says who she was, she is in no list and cannot sign in', async () => {
    const nora = await invited('nora.neu@example.invalid')
    const id = await asked(nora)
    await requestRecord(nora, { kind: 'export' }, now)
    expect(await listed('open', id)).toMatchObject({ erasable: true, closedWith: ['export'] })
    const wish = { requestId: id, note, answer, erase: 'yes' as const }
    expect(await finishRequest(admin, wish, now)).toEqual({ requestId: id, first: true })
    expect((await finishRequest(admin, wish, now)).first).toBe(true)
    // The opposite answer from another tab is not taken for the one that stands.
    for (const other of [{ erase: 'no' as const }, { answer: 'We keep all of it.' }])
      expect((await finishRequest(admin, { ...wish, ...other }, now)).first).toBe(false)

    const patientId = nora.patientId ?? ''
    const tables = await db.$queryRaw<{ name: string }[]>`
      SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_prisma%'`
    for (const { name } of tables) {
      const [row] = await db.$queryRawUnsafe<{ n: number }[]>(
        `SELECT count(*)::int AS n FROM "${name}" t WHERE to_jsonb(t)::text ~* 'nora|079 000 00 00|1987-11-29'`,
      )
      // The last message, which tells her what was done, is hers.
      expect([name, row?.n]).toEqual([name, name === 'Mail' ? 1 : 0])
    }
    expect(await db.mail.findFirst({ where: { to: 'nora.neu@example.invalid' } })).toMatchObject({
      text: expect.stringContaining(answer),
    })
    await expect(patientDetail(admin, patientId, now)).rejects.toThrow(NotFound)
    expect((await patientList(admin, { search: 'Erased', page: 1 }, now)).rows).toEqual([])
    expect(await db.session.count({ where: { accountId: nora.accountId, revokedAt: null } })).toBe(0)
    expect(await db.account.findUnique({ where: { id: nora.accountId } })).toMatchObject({
      status: 'suspended',
      name: 'Erased',
    })
    expect(await db.intakeLink.count({ where: { patientId, revokedAt: null } })).toBe(0)
    expect((await listed('done', id))?.patient).toMatchObject({ id: null, name: 'Erased' })
    const events = await db.auditEvent.findMany({ where: { patientId, accountId: admin.accountId } })
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['patient.erased', 'record.request_done']),
    )
  })

  test('takes along what else she asked, in the audit too', async () => {
    const vera = await invited('vera@example.invalid', 'Vera Viel')
    const id = await asked(vera)
    await requestRecord(vera, { kind: 'export' }, now)
    await finishRequest(admin, { requestId: id, note, answer, erase: 'yes' }, now)
    const patientId = vera.patientId ?? ''
    const requests = await db.recordRequest.findMany({ where: { patientId }, orderBy: { kind: 'asc' } })
    expect(requests.map(({ kind, doneAt, doneById, note }) => [kind, doneAt, doneById, note])).toEqual([
      ['export', now, admin.accountId, CLOSED_BY_ERASURE],
      ['erasure', now, admin.accountId, note],
    ])
    const events = await db.auditEvent.findMany({ where: { patientId, type: 'record.request_done' } })
    expect(events.map(({ subjectId }) => subjectId).sort()).toEqual(requests.map((one) => one.id).sort())
  })

  test('stays erased: no admin sees, restores or changes the account, by either lock', async () => {
    const rosa = await invited('rosa@example.invalid', 'Rosa Ruhe')
    const { accountId } = rosa
    await finishRequest(admin, { requestId: await asked(rosa), note, answer, erase: 'yes' }, now)
    const before = await db.account.findUniqueOrThrow({ where: { id: accountId } })
    const { rows } = await accountList(admin, { view: 'suspended', search: 'Erased', page: 1 }, now)
    expect(rows).toEqual([])
    for (const act of [
      () => accountDetail(admin, accountId, now),
      () => restoreAccount(admin, { accountId }),
      () => changeEmail(admin, { accountId, version: before.version, email: 'again@example.invalid' }),
      () => changeRoles(admin, { accountId, version: before.version, roles: ['physio'] }),
    ])
      await expect(act()).rejects.toThrow(NotFound)
    for (const actor of [admin, physioA]) {
      const [read, written] = await asActor(actor, async (tx) => [
        await tx.account.count({ where: { id: accountId } }),
        await tx.account.updateMany({ where: { clinicId, id: accountId }, data: { status: 'active' } }),
      ])
      expect([read, written]).toEqual([0, { count: 0 }])
    }
    expect(await db.account.findUnique({ where: { id: accountId } })).toEqual(before)
  })

  test('is erased or not by an answer of its own, and is told nothing else', async () => {
    const nora = await invited('stays@example.invalid', 'Sia Stays')
    const requestId = await asked(nora)
    const at = (field: string) => ({ fieldErrors: { [field]: [expect.any(String)] } })
    const finish = (wish: object) => finishRequest(admin, { requestId, note, ...wish }, now)
    await expect(finish({ answer })).rejects.toMatchObject(at('erase'))
    await expect(finish({ answer: erasureAnswers.erased })).rejects.toMatchObject(at('erase'))
    await expect(finish({ erase: 'no' })).rejects.toMatchObject(at('answer'))
    await expect(finish({ erase: 'no', answer: ` ${erasureAnswers.erased}` })).rejects.toMatchObject(
      at('answer'),
    )
    await expect(finish({ erase: 'yes', answer: erasureAnswers.kept })).rejects.toMatchObject(at('answer'))
    expect(await db.recordRequest.findUnique({ where: { id: requestId } })).toMatchObject({ doneAt: null })
    await finish({ erase: 'yes' })
    expect((await listed('done', requestId))?.done).toMatchObject({ answer: erasureAnswers.erased })
    expect(await db.mail.findFirst({ where: { to: 'stays@example.invalid' } })).toMatchObject({
      text: expect.stringContaining(erasureAnswers.erased),
    })
  })

  test('whose record is kept is not told that it was erased', async () => {
    const requestId = await asked(b.actor)
    const wish = { requestId, note, answer: erasureAnswers.erased }
    await expect(finishRequest(admin, wish, now)).rejects.toThrow(Invalid)
  })

  test.each([
    ['an answer of hers', { savedAt: now }],
    ['a form that was sent', { status: 'submitted' as const, submittedAt: now, savedAt: now }],
  ])('%s is kept, and so is she', async (what, data) => {
    const nora = await invited(`${what.replaceAll(' ', '.')}@example.invalid`, what)
    const id = await asked(nora)
    await db.intake.updateMany({ where: { patientId: nora.patientId ?? '' }, data })
    expect(await listed('open', id)).toMatchObject({ erasable: false })
    await expect(finishRequest(admin, { requestId: id, note, answer, erase: 'yes' }, now)).rejects.toThrow(
      Conflict,
    )
    expect(await db.patient.findUnique({ where: { id: nora.patientId ?? '' } })).toMatchObject({
      fullName: what,
      erasedAt: null,
    })
  })

  test('keeps the account of a member of staff, who is only a patient no more', async () => {
    const nora = await invited('staff.too@example.invalid', 'Staff Too')
    await db.account.update({ where: { id: nora.accountId }, data: { roles: ['patient', 'physio'] } })
    const id = await asked(nora)
    await finishRequest(admin, { requestId: id, note, answer, erase: 'yes' }, now)
    expect(await db.account.findUnique({ where: { id: nora.accountId } })).toMatchObject({
      name: 'Staff Too',
      status: 'active',
    })
    expect(await db.patient.findFirst({ where: { accountId: nora.accountId } })).toBeNull()
  })
})
