import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { askResetAction, setPasswordAction } from '#lib/accounts/password/actions.ts'
import { hashToken, newToken } from '#lib/accounts/tokens.ts'
import { testDatabase } from '#tests/support/database.ts'
import { sessionCookie } from '#tests/support/session-cookie.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** A browser in which somebody is signed in already opens a link that sets a password. */
const jar = vi.hoisted(() => new Map<string, string>())
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ host: 'localhost:3000', origin: 'http://localhost:3000' }),
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string) => void jar.set(name, value),
    delete: (name: string) => void jar.delete(name),
  }),
}))

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  process.env.AUTH_SECRET = 'a secret that only this test knows, 32+'
  world = await createWorld(ownerUrl)
})
afterAll(() => db.$disconnect())

test('who asks for a link where no mail leaves is told to call, whoever has an account', async () => {
  vi.stubEnv('STEPWISE_URL', 'http://localhost:3000')
  for (const email of ['physioa.one@example.invalid', 'nobody@example.invalid']) {
    const form = new FormData()
    form.set('email', email)
    const said = await askResetAction({ status: 'idle' }, form)
    expect(said).toMatchObject({ status: 'ok', message: expect.stringContaining('Call there') })
  }
  vi.unstubAllEnvs()
})

test('the session that the browser held before is over, whoever it was of', async () => {
  const [name = '', value = ''] = (
    await sessionCookie('session-ONE-admin', process.env.AUTH_SECRET ?? '')
  ).split('=')
  jar.set(name, value)
  const { clinicId, physioA, admin } = world.one
  const token = newToken()
  const now = new Date()
  await db.accountToken.create({
    data: {
      clinicId,
      accountId: physioA.accountId,
      kind: 'password_reset',
      tokenHash: hashToken(token),
      createdAt: now,
      expiresAt: new Date(now.getTime() + 3_600_000),
    },
  })
  const form = new FormData()
  form.set('token', token)
  form.set('newPassword', 'seven quiet green tables')
  const sent = setPasswordAction({ status: 'idle' }, form)
  await expect(sent).rejects.toMatchObject({ digest: expect.stringContaining('/caseload') })
  const before = await db.session.findFirstOrThrow({ where: { tokenHash: hashToken('session-ONE-admin') } })
  expect(before.revokedAt).not.toBeNull()
  const closed = { type: 'session.closed', accountId: admin.accountId, subjectId: before.id }
  expect(await db.auditEvent.count({ where: closed })).toBe(1)
  const open = await db.session.findMany({ where: { accountId: physioA.accountId, revokedAt: null } })
  expect(open).toHaveLength(1)
})
