import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { GET, HEAD } from '#app/api/live/route.ts'
import { testDatabase } from '#tests/support/database.ts'
import { sessionCookie } from '#tests/support/session-cookie.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** A covered tab of the clinic asks at each look whether somebody of the clinic is there again. */
const jar = vi.hoisted(() => new Map<string, string>())
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
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

async function signIn(name: string) {
  const [cookie = '', value = ''] = (
    await sessionCookie(`session-ONE-${name}`, process.env.AUTH_SECRET ?? '')
  ).split('=')
  jar.set(cookie, value)
}

test('a refused line stands in the audit once, and not the question why', async () => {
  await signIn('patientA')
  await expect(GET()).rejects.toThrow()
  expect((await HEAD()).status).toBe(404)
  const { accountId } = world.one.a
  expect(await db.auditEvent.count({ where: { type: 'access.refused', accountId } })).toBe(1)
  await signIn('admin')
  expect((await HEAD()).status).toBe(200)
  jar.clear()
  expect((await HEAD()).status).toBe(404)
})
