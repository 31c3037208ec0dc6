import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { signInWithPassword } from '#lib/accounts/commands.ts'
import { suspendAccount } from '#lib/accounts/directory/commands.ts'
import { linkByHand } from '#lib/accounts/links/commands.ts'
import { changePassword, endOneSession, endOtherSessions } from '#lib/accounts/own/commands.ts'
import { ownAccount } from '#lib/accounts/own/queries.ts'
import { askReset, setPassword } from '#lib/accounts/password/commands.ts'
import { accountToken } from '#lib/accounts/password/queries.ts'
import { hashPassword } from '#lib/accounts/passwords.ts'
import { actorOfSession } from '#lib/accounts/session.ts'
import { hashToken, limitKey, newToken } from '#lib/accounts/tokens.ts'
import { createClinic } from '#lib/clinic/commands.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound, TooManyRequests } from '#lib/errors.ts'
import { testDatabase } from '#tests/support/database.ts'
import { meeting } from '#tests/support/turns.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const host = 'stranger.example'
const home = 'https://stepwise.example'
vi.mock('next/headers', () => ({ headers: async () => new Headers({ host: 'stranger.example' }) }))

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
const newPassword = 'seven quiet green tables'
let world: World
let network = 0
const freshNetwork = () => `10.${++network}.9.1`

beforeAll(async () => {
  process.env.AUTH_SECRET = 'a secret that only this test knows, 32+'
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

afterEach(() => void vi.unstubAllEnvs())

async function link(kind: 'invitation' | 'password_reset', minutes = 60): Promise<string> {
  const token = newToken()
  const { admin, clinicId, physioA } = world.one
  const createdById = admin.accountId
  const createdAt = new Date(Date.now() - 7 * 86_400_000)
  const expiresAt = new Date(Date.now() + minutes * 60_000)
  await db.accountToken.create({
    data: {
      clinicId,
      accountId: physioA.accountId,
      kind,
      tokenHash: hashToken(token),
      createdAt,
      createdById,
      expiresAt,
    },
  })
  return token
}

describe('the own account of somebody of the clinic', () => {
  const email = 'physiob.one@example.invalid'
  const present = 'a stair a day keeps'
  const open = () =>
    db.session.findMany({ where: { accountId: world.one.physioB.accountId, revokedAt: null } })
  const signIn = (password: string) => signInWithPassword({ email, password }, freshNetwork())
  const change = (password: string, next = newPassword) =>
    changePassword(world.one.physioB, { password, newPassword: next }, freshNetwork())
  const shown = async () => (await ownAccount(world.one.physioB)).sessions.map(({ here }) => here).sort()

  beforeEach(async () => {
    const { accountId, sessionId } = world.one.physioB
    const passwordHash = await hashPassword(present)
    await db.credential.update({ where: { accountId }, data: { passwordHash } })
    await db.session.update({ where: { id: sessionId }, data: { revokedAt: null, lastSeenAt: new Date() } })
    await db.session.updateMany({
      where: { accountId, id: { not: sessionId } },
      data: { revokedAt: new Date() },
    })
  })

  test('changes the password for the present one, keeps this session alone, and tells by mail', async () => {
    const { accountId, sessionId, clinicId } = world.one.physioB
    const sent = { clinicId, accountId, kind: 'password_reset' as const, tokenHash: hashToken(newToken()) }
    const token = await db.accountToken.create({
      data: { ...sent, expiresAt: new Date(Date.now() + 600_000) },
    })
    await signIn(present)
    expect(await shown()).toEqual([false, true])
    expect(await change(present)).toEqual({ ended: 1 })
    expect((await open()).map(({ id }) => id)).toEqual([sessionId])
    expect((await db.accountToken.findUniqueOrThrow({ where: { id: token.id } })).revokedAt).not.toBeNull()
    const mail = await db.mail.findFirstOrThrow({
      where: { to: email, subject: 'Your password was set anew' },
    })
    expect(mail.text).toContain('knew the one before')
    const set = { type: 'password.set', subjectId: accountId }
    expect(await db.auditEvent.findFirstOrThrow({ where: set })).toMatchObject({
      accountId,
      data: { kind: 'own' },
    })
    await expect(signIn(present)).rejects.toBeInstanceOf(Invalid)
    await expect(signIn(newPassword)).resolves.toMatchObject({ roles: ['physio'] })
  })

  test('not without the present one, whose failures count as those of the sign-in; nor for one that is weak or the same', async () => {
    await expect(change(present, 'physiob.one1')).rejects.toMatchObject({
      fieldErrors: { newPassword: [expect.any(String)] },
    })
    await expect(change(present, present)).rejects.toMatchObject({
      fieldErrors: { newPassword: [expect.any(String)] },
    })
    for (let i = 0; i < 10; i++)
      await expect(change('something else')).rejects.toMatchObject({
        fieldErrors: { password: [expect.any(String)] },
      })
    await expect(change(present)).rejects.toBeInstanceOf(TooManyRequests)
    await expect(signIn(present)).rejects.toBeInstanceOf(TooManyRequests)
    await db.$executeRaw`DELETE FROM "SignInFailure"`
    await signIn(present)
    await expect(
      changePassword(world.one.a.actor, { password: present, newPassword }, freshNetwork()),
    ).rejects.toThrow(NotFound)
  })

  test('ends one other session or all of them, none of somebody else, and shows none that grew idle', async () => {
    const { physioB, physioA, a } = world.one
    const others = async () => (await open()).filter(({ id }) => id !== physioB.sessionId)
    for (const _ of [1, 2, 3]) await signIn(present)
    const [first, second] = await others()
    if (!first || !second) throw new Error('no session')
    const idle = { lastSeenAt: new Date(Date.now() - 31 * 60_000) }
    await db.session.update({ where: { id: second.id }, data: idle })
    expect(await shown()).toEqual([false, false, true])
    await endOneSession(physioB, { sessionId: first.id })
    await endOneSession(physioB, { sessionId: first.id })
    const closed = { type: 'session.closed', subjectId: first.id }
    expect(await db.auditEvent.count({ where: closed })).toBe(1)
    await expect(endOneSession(physioA, { sessionId: second.id })).rejects.toThrow(NotFound)
    await expect(endOneSession(physioB, { sessionId: physioB.sessionId })).rejects.toThrow(Conflict)
    expect(await endOtherSessions(physioB)).toEqual({ ended: 2 })
    expect(await others()).toEqual([])
    expect(await shown()).toEqual([true])
    await expect(ownAccount(a.actor)).rejects.toThrow(NotFound)
  })
})

describe('a link that sets a password', () => {
  test('works once, signs in, and ends the sessions and links before', async () => {
    const [token, other] = [await link('password_reset'), await link('password_reset')]
    expect(await accountToken(token)).toMatchObject({ state: 'valid', email: 'physioa.one@example.invalid' })
    const { sessionToken } = await setPassword({ token, newPassword })
    expect(await actorOfSession(sessionToken)).toMatchObject({ accountId: world.one.physioA.accountId })
    expect(await actorOfSession('session-ONE-physioA')).toBeNull()
    const told = { to: 'physioa.one@example.invalid', subject: 'Your password was set anew' }
    expect((await db.mail.findFirstOrThrow({ where: told })).text).toContain('a link that')
    const set = { type: 'password.set', subjectId: world.one.physioA.accountId }
    expect((await db.auditEvent.findFirstOrThrow({ where: set })).data).toEqual({
      kind: 'password_reset',
      sentBy: world.one.admin.accountId,
    })
    await expect(setPassword({ token, newPassword: 'another one of mine' })).rejects.toThrow(/used already/)
    await expect(setPassword({ token: other, newPassword })).rejects.toBeInstanceOf(Conflict)
    await expect(
      signInWithPassword({ email: 'physioa.one@example.invalid', password: newPassword }, freshNetwork()),
    ).resolves.toMatchObject({ roles: ['physio'] })
    const { passwordHash } = await db.credential.findUniqueOrThrow({
      where: { accountId: world.one.physioA.accountId },
    })
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('of two at once one wins', async () => {
    const token = await link('invitation')
    const both = await Promise.allSettled([
      setPassword({ token, newPassword: `${newPassword} one` }),
      setPassword({ token, newPassword: `${newPassword} two` }),
    ])
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('says why it does not work: run out, taken back, never made', async () => {
    const expired = await link('invitation', -1)
    await expect(setPassword({ token: expired, newPassword })).rejects.toThrow(/run out/)
    const revoked = await link('invitation')
    await db.accountToken.updateMany({
      where: { tokenHash: hashToken(revoked) },
      data: { revokedAt: new Date() },
    })
    await expect(setPassword({ token: revoked, newPassword })).rejects.toThrow(/taken back/)
    await expect(setPassword({ token: newToken(), newPassword })).rejects.toThrow(/does not work/)
  })

  test('a password that is guessed first does not use the link up', async () => {
    const token = await link('invitation')
    const refused = setPassword({ token, newPassword: 'physioa.one1' })
    await expect(refused).rejects.toBeInstanceOf(Invalid)
    expect((await accountToken(token))?.state).toBe('valid')
  })
})

describe('while somebody signs in', () => {
  const email = 'physiob.one@example.invalid'
  const [old, other] = ['four old brown chairs', 'nine new yellow lamps']

  /** What happens between the comparison of her password and her session. */
  async function signInMeanwhile(meanwhile: () => Promise<unknown>) {
    const { accountId } = world.one.physioB
    await db.credential.updateMany({
      where: { accountId },
      data: { passwordHash: await hashPassword(old) },
    })
    const signIn = () =>
      signInWithPassword({ email, password: old }, freshNetwork()).catch((error: unknown) => error)
    const key = limitKey(process.env.AUTH_SECRET ?? '', 'account', email)
    let signedIn: Promise<unknown> = Promise.resolve()
    const hold = async (tx: Tx) => {
      await takeTurn(tx, 'signIn', key)
      const { started } = await meeting(
        db,
        async () => null,
        1,
        async () => ({ started: signIn() }),
      )
      signedIn = started
      await meanwhile()
    }
    return meeting(db, hold, 1, () => signedIn)
  }

  test('a new password ends what the old one would open', async () => {
    const token = newToken()
    const { clinicId, physioB } = world.one
    await db.accountToken.create({
      data: {
        clinicId,
        accountId: physioB.accountId,
        kind: 'password_reset',
        tokenHash: hashToken(token),
        expiresAt: new Date(Date.now() + 3_600_000),
      },
    })
    expect(await signInMeanwhile(() => setPassword({ token, newPassword: other }))).toBeInstanceOf(Invalid)
    expect(await db.session.count({ where: { accountId: physioB.accountId, revokedAt: null } })).toBe(1)
  })

  test('nobody who is suspended gets a session that would wait for her', async () => {
    const { admin, physioB } = world.one
    expect(
      await signInMeanwhile(() => suspendAccount(admin, { accountId: physioB.accountId })),
    ).toBeInstanceOf(Invalid)
    expect(await db.session.count({ where: { accountId: physioB.accountId, revokedAt: null } })).toBe(0)
    await db.account.update({ where: { id: physioB.accountId }, data: { status: 'active' } })
  })
})

describe('a forgotten password', () => {
  beforeEach(() => void vi.stubEnv('STEPWISE_URL', home))

  const resetMails = (to: string) => db.mail.count({ where: { to, subject: 'Choose a new password' } })

  test('sends one working link to a known address and nothing to another, with the same answer', async () => {
    await askReset({ email: 'patienta.one@example.invalid' }, freshNetwork())
    const known = await askReset({ email: 'patienta.one@example.invalid' }, freshNetwork())
    expect(await askReset({ email: 'nobody@example.invalid' }, freshNetwork())).toEqual(known)
    expect(await askReset({ email: 'suspended.one@example.invalid' }, freshNetwork())).toEqual(known)
    expect(await resetMails('patienta.one@example.invalid')).toBe(2)
    expect(await resetMails('suspended.one@example.invalid')).toBe(0)
    const { accountId } = world.one.a
    expect(
      await db.accountToken.count({ where: { accountId, kind: 'password_reset', revokedAt: null } }),
    ).toBe(1)
    const { text } = await db.mail.findFirstOrThrow({
      where: { to: 'patienta.one@example.invalid' },
      orderBy: { id: 'desc' },
    })
    const token = /\/reset\/([\w-]{43})/.exec(text)?.[1] ?? ''
    await expect(setPassword({ token, newPassword })).resolves.toMatchObject({ roles: ['patient'] })
  })

  test('three messages in 15 minutes are enough for one mailbox, ten questions for one network', async () => {
    for (let i = 0; i < 5; i += 1) await askReset({ email: 'patientb.one@example.invalid' }, freshNetwork())
    expect(await resetMails('patientb.one@example.invalid')).toBe(3)
    const address = freshNetwork()
    for (let i = 0; i < 10; i += 1) await askReset({ email: `guess${i}@example.invalid` }, address)
    await expect(askReset({ email: 'guess@example.invalid' }, address)).rejects.toBeInstanceOf(
      TooManyRequests,
    )
  })
})

test('of many who ask at once, no more than three messages leave', async () => {
  vi.stubEnv('STEPWISE_URL', home)
  const to = 'admin.two@example.invalid'
  await Promise.all(Array.from({ length: 8 }, () => askReset({ email: to }, freshNetwork())))
  expect(await db.mail.count({ where: { to, subject: 'Choose a new password' } })).toBe(3)
})

test('a stranger who asks does not choose where the link leads', async () => {
  vi.stubEnv('STEPWISE_URL', home)
  const to = 'physiob.two@example.invalid'
  await askReset({ email: to }, freshNetwork())
  const { text } = await db.mail.findFirstOrThrow({ where: { to, subject: 'Choose a new password' } })
  expect(text).not.toContain(host)
  expect(text).toContain(`${home}/reset/`)
})

test('without a known address no link is sent that leads nowhere, and nobody learns whose address it is', async () => {
  const [email, accountId] = ['physioa.two@example.invalid', world.two.physioA.accountId]
  for (const asked of [email, 'nobody@example.invalid'])
    await expect(askReset({ email: asked }, freshNetwork())).rejects.toThrow(
      /an admin there can send you one/,
    )
  expect(await db.mail.count({ where: { to: email } })).toBe(0)
  expect(await db.accountToken.count({ where: { accountId, kind: 'password_reset' } })).toBe(0)
})

describe('a link by hand', () => {
  const links = (email: string) =>
    db.accountToken.findMany({ where: { account: { email } }, orderBy: { createdAt: 'asc' } })

  test('lets the only admin in again: invited or not, and the links before are dead', async () => {
    const email = 'only@example.invalid'
    const input = { name: 'Only Clinic', timeZone: 'Asia/Kathmandu', adminName: 'Ada', adminEmail: email }
    const { token: lost, accountId, clinicId } = await createClinic(ownerUrl, input)
    const first = await linkByHand(ownerUrl, ' Only@example.invalid')
    expect(first.kind).toBe('invitation')
    await expect(setPassword({ token: lost, newPassword })).rejects.toBeInstanceOf(Conflict)
    await expect(setPassword({ token: first.token, newPassword })).resolves.toMatchObject({
      roles: ['admin'],
    })
    const forgotten = await linkByHand(ownerUrl, email)
    const again = await linkByHand(ownerUrl, email)
    expect(again.kind).toBe('password_reset')
    await expect(setPassword({ token: forgotten.token, newPassword })).rejects.toBeInstanceOf(Conflict)
    await setPassword({ token: again.token, newPassword: `${newPassword} again` })
    expect((await links(email)).filter((link) => !link.usedAt && !link.revokedAt)).toEqual([])
    const events = await db.auditEvent.findMany({
      where: { clinicId, subjectId: accountId, actorKind: 'system' },
      orderBy: { at: 'asc' },
    })
    expect(events.map(({ type }) => type)).toEqual([
      'account.invitation_sent_again',
      'account.reset_sent',
      'account.reset_sent',
    ])
    const set = await db.auditEvent.findMany({ where: { subjectId: accountId, type: 'password.set' } })
    expect(set.map(({ data }) => data)).toEqual(
      ['invitation', 'password_reset'].map((kind) => ({ kind, byHand: true })),
    )
    const told = await db.mail.findFirstOrThrow({
      where: { to: email, subject: 'Your password was set anew' },
    })
    expect(told.text).toContain('whoever runs the server')
  })

  test('is for nobody who cannot sign in', async () => {
    const before = await links('suspended.one@example.invalid')
    await expect(linkByHand(ownerUrl, 'nobody@example.invalid')).rejects.toBeInstanceOf(Invalid)
    await expect(linkByHand(ownerUrl, 'suspended.one@example.invalid')).rejects.toBeInstanceOf(Conflict)
    expect(await links('suspended.one@example.invalid')).toEqual(before)
  })
})

test('the first clinic: its admin accepts the link and is the only account', async () => {
  const input = {
    name: 'First Clinic',
    timeZone: 'Asia/Kathmandu',
    adminName: 'Ada Ersatz',
    adminEmail: 'ada@example.invalid',
  }
  const { clinicId, token } = await createClinic(ownerUrl, input)
  await expect(createClinic(ownerUrl, input)).rejects.toBeInstanceOf(Conflict)
  expect(await db.clinic.count({ where: { name: 'First Clinic' } })).toBe(1)
  const { sessionToken } = await setPassword({ token, newPassword })
  expect(await actorOfSession(sessionToken)).toMatchObject({
    clinicId,
    roles: ['admin'],
    timeZone: 'Asia/Kathmandu',
  })
})
