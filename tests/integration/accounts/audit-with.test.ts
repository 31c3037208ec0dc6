import { afterAll, beforeAll, expect, test } from 'vitest'
import { endSession } from '#lib/accounts/commands.ts'
import { setPassword } from '#lib/accounts/password/commands.ts'
import { accountToken } from '#lib/accounts/password/queries.ts'
import { hashToken, newToken } from '#lib/accounts/tokens.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** What happens before anybody is signed in stands or falls with its audit row. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World

beforeAll(async () => {
  process.env.AUTH_SECRET = 'a secret that only this test knows, 32+'
  world = await createWorld(ownerUrl)
  await db.$executeRaw`
    CREATE FUNCTION no_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no audit today'; END $$`
  await db.$executeRaw`
    CREATE TRIGGER no_audit BEFORE INSERT ON "AuditEvent" FOR EACH ROW EXECUTE FUNCTION no_audit()`
})
afterAll(() => db.$disconnect())

test('a password whose audit row cannot be written is not set, and its link still works', async () => {
  const { clinicId, physioA } = world.one
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
  const hash = () => db.credential.findUnique({ where: { accountId: physioA.accountId } })
  const before = await hash()
  await expect(setPassword({ token, newPassword: 'seven quiet green tables' })).rejects.toThrow()
  expect(await hash()).toEqual(before)
  expect((await accountToken(token))?.state).toBe('valid')
})

test('a session whose end cannot be recorded goes on', async () => {
  const mine = { tokenHash: hashToken('session-ONE-physioB') }
  await expect(endSession('session-ONE-physioB')).rejects.toThrow()
  expect((await db.session.findFirstOrThrow({ where: mine })).revokedAt).toBeNull()
})
