import { beforeAll, describe, expect, test } from 'vitest'
import { endSession, signInWithPassword } from '#lib/accounts/commands.ts'
import { hashPassword } from '#lib/accounts/passwords.ts'
import { WRONG } from '#lib/accounts/rules.ts'
import { actorOfSession } from '#lib/accounts/session.ts'
import { Invalid, TooManyRequests } from '#lib/errors.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
const password = 'a stair a day keeps'
let world: World
let network = 0

/** A network of its own for every test, so that the limit of one does not reach the next. */
const freshNetwork = () => `10.${++network}.7.1`
const signIn = (email: string, typed: string, address: string) =>
  signInWithPassword({ email, password: typed }, address)

beforeAll(async () => {
  process.env.AUTH_SECRET = 'a secret that only this test knows, 32+'
  world = await createWorld(ownerUrl)
  await db.credential.updateMany({ data: { passwordHash: await hashPassword(password) } })
  return () => db.$disconnect()
})

describe('signing in', () => {
  test('a physio gets 12 hours and 30 minutes of idle time, a patient 30 days', async () => {
    const staff = await signIn('physioa.one@example.invalid', password, freshNetwork())
    const patient = await signIn('patienta.one@example.invalid', password, freshNetwork())
    const actor = await actorOfSession(staff.sessionToken)
    const self = await actorOfSession(patient.sessionToken)
    expect(actor).toMatchObject({
      accountId: world.one.physioA.accountId,
      roles: ['physio'],
      patientId: null,
    })
    expect(self).toMatchObject({ patientId: world.one.a.patientId, roles: ['patient'] })
    const rows = await db.session.findMany({
      where: { id: { in: [actor?.sessionId ?? '', self?.sessionId ?? ''] } },
    })
    const hours = Object.fromEntries(
      rows.map((r) => [r.accountId, (r.expiresAt.getTime() - r.createdAt.getTime()) / 3_600_000]),
    )
    expect(hours[world.one.physioA.accountId]).toBe(12)
    expect(hours[world.one.a.accountId]).toBe(720)
    expect(rows.map((r) => r.idleMinutes).sort()).toEqual([30, null])
    expect(rows.map((r) => r.tokenHash)).not.toContain(staff.sessionToken)
  })

  test('staff who were idle for 30 minutes are signed out, patients are not', async () => {
    const staff = await signIn('physioa.one@example.invalid', password, freshNetwork())
    const patient = await signIn('patienta.one@example.invalid', password, freshNetwork())
    await db.session.updateMany({ data: { lastSeenAt: new Date(Date.now() - 31 * 60_000) } })
    expect(await actorOfSession(staff.sessionToken)).toBeNull()
    expect(await actorOfSession(patient.sessionToken)).not.toBeNull()
  })

  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

  test.each([
    ['a patient who comes back has 30 days again', 'patienta.one@example.invalid', 3, 30],
    ['it is written once a day', 'patienta.one@example.invalid', 29.5, 29.5],
    ['staff have their 12 hours, whatever they do', 'physioa.one@example.invalid', 0.1, 0.1],
  ])('%s', async (_what, email, left, then) => {
    const { sessionToken } = await signIn(email, password, freshNetwork())
    const { sessionId: id } = (await actorOfSession(sessionToken)) ?? {}
    const where = { id: id ?? '' }
    const lastSeenAt = new Date(Date.now() - 120_000)
    await db.session.update({ where, data: { lastSeenAt, expiresAt: inDays(left) } })
    // A page that is only left open keeps nothing.
    await actorOfSession(sessionToken, false)
    const days = async () =>
      ((await db.session.findUniqueOrThrow({ where })).expiresAt.getTime() - Date.now()) / 86_400_000
    expect(await days()).toBeCloseTo(left, 1)
    expect(await actorOfSession(sessionToken)).not.toBeNull()
    expect(await days()).toBeCloseTo(then, 1)
  })

  test('a session that has ended does not go on', async () => {
    const { sessionToken } = await signIn('patienta.one@example.invalid', password, freshNetwork())
    const { sessionId: id } = (await actorOfSession(sessionToken)) ?? {}
    const data = { createdAt: inDays(-31), lastSeenAt: inDays(-2), expiresAt: inDays(-0.01) }
    await db.session.update({ where: { id: id ?? '' }, data })
    expect(await actorOfSession(sessionToken)).toBeNull()
  })

  test('signing out ends the row, twice is once, and the audit holds both ends', async () => {
    const { sessionToken } = await signIn('physiob.one@example.invalid', password, freshNetwork())
    await endSession(sessionToken)
    await endSession(sessionToken)
    expect(await actorOfSession(sessionToken)).toBeNull()
    const events = await db.auditEvent.findMany({ where: { accountId: world.one.physioB.accountId } })
    expect(events.map((e) => e.type).filter((t) => t.startsWith('session.'))).toEqual([
      'session.opened',
      'session.closed',
    ])
  })

  test.each([
    ['a wrong password', 'physioa.one@example.invalid', 'not the password'],
    ['an address that nobody has', 'nobody@example.invalid', password],
    ['somebody suspended', 'suspended.one@example.invalid', password],
  ])('%s is refused in the same words and the same time', async (_what, email, typed) => {
    const started = performance.now()
    const refused = await signIn(email, typed, freshNetwork()).catch((e: unknown) => e)
    expect(refused).toBeInstanceOf(Invalid)
    expect(refused).toMatchObject({ message: WRONG, fieldErrors: {} })
    expect(performance.now() - started).toBeGreaterThanOrEqual(245)
  })

  test('a failure is audited without naming an actor', async () => {
    await expect(signIn('admin.two@example.invalid', 'wrong', freshNetwork())).rejects.toThrow(WRONG)
    const event = await db.auditEvent.findFirst({
      where: { type: 'sign_in.failed', clinicId: world.two.clinicId },
    })
    expect(event).toMatchObject({ accountId: null, subjectId: world.two.admin.accountId })
  })
})

describe('the limit', () => {
  const email = 'physiob.two@example.invalid'

  test('ten failures of one account from anywhere: the eleventh waits, even when right', async () => {
    for (let i = 0; i < 10; i += 1)
      await expect(signIn(email, `guess ${i}`, freshNetwork())).rejects.toThrow(WRONG)
    const refused = await signIn(email, password, freshNetwork()).catch((e: unknown) => e)
    expect(refused).toBeInstanceOf(TooManyRequests)
    expect((refused as Error).message).toMatch(/Please wait 15 minutes/)
  })

  test('thirty guesses at once learn at most ten answers', async () => {
    const guesses = Array.from({ length: 30 }, (_, i) =>
      signIn('admin.one@example.invalid', `guess ${i}`, freshNetwork()).catch((e: unknown) => e),
    )
    const answers = await Promise.all(guesses)
    expect(answers.filter((a) => a instanceof Invalid)).toHaveLength(10)
    expect(answers.filter((a) => a instanceof TooManyRequests)).toHaveLength(20)
  })

  test('ten failures from one /24 make the range wait, whatever the account; others go on', async () => {
    for (let i = 0; i < 10; i += 1) {
      await expect(signIn(`guess${i}@example.invalid`, 'x', `203.0.113.${i}`)).rejects.toThrow(WRONG)
    }
    const from = (address: string) => signIn('patientb.one@example.invalid', password, address)
    await expect(from('203.0.113.200')).rejects.toBeInstanceOf(TooManyRequests)
    await expect(from('203.0.114.200')).resolves.toMatchObject({ roles: ['patient'] })
  })

  test('a success forgets the failures of the account, not those of the range', async () => {
    const address = freshNetwork()
    const mail = 'patienta.two@example.invalid'
    for (let i = 0; i < 9; i += 1) await expect(signIn(mail, 'x', address)).rejects.toThrow(WRONG)
    await signIn(mail, password, address)
    await expect(signIn(mail, 'x', address)).rejects.toThrow(WRONG)
    await expect(signIn(mail, password, address)).rejects.toBeInstanceOf(TooManyRequests)
    await expect(signIn(mail, password, freshNetwork())).resolves.toBeDefined()
  })

  test('going on while the account waits is said once for each time, and of no unknown address', async () => {
    const tried = 'physiob.one@example.invalid'
    const waits = async () =>
      (await db.auditEvent.findMany({ where: { type: 'sign_in.failed', actorKind: 'system' } })).filter(
        ({ subjectId, data }) =>
          subjectId === world.one.physioB.accountId && JSON.stringify(data) === '{"waits":true}',
      ).length
    const refused = (mail: string) =>
      expect(signIn(mail, password, freshNetwork())).rejects.toBeInstanceOf(TooManyRequests)
    const wrongTen = (mail: string) =>
      Promise.all(
        Array.from({ length: 10 }, () => expect(signIn(mail, 'x', freshNetwork())).rejects.toThrow(WRONG)),
      )
    await wrongTen(tried)
    expect(await waits()).toBe(0)
    await refused(tried)
    await Promise.all([refused(tried), refused(tried)])
    expect(await waits()).toBe(1)
    await db.signInFailure.updateMany({ data: { at: new Date(Date.now() - 16 * 60_000) } })
    await wrongTen(tried)
    await refused(tried)
    expect(await waits()).toBe(2)
    const events = () => db.auditEvent.count()
    await wrongTen('nobody.here@example.invalid')
    const before = await events()
    await refused('nobody.here@example.invalid')
    expect(await events()).toBe(before)
  })

  test('after 15 minutes the wait is over', async () => {
    await db.signInFailure.updateMany({ data: { at: new Date(Date.now() - 15 * 60_000 - 1000) } })
    await expect(signIn(email, password, freshNetwork())).resolves.toBeDefined()
  })

  test('neither an address nor a network is stored', async () => {
    await expect(signIn(email, 'x', '198.51.100.9')).rejects.toThrow(WRONG)
    const keys = (await db.signInFailure.findMany()).map((f) => f.key)
    expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true)
  })
})
