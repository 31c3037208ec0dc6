import postgres from 'postgres'
import { expect, it } from 'vitest'
import { testDatabase } from '#tests/support/database.ts'
import { buildWorld, createWorld, type World } from '#tests/support/world.ts'

const [{ ownerUrl: built }, { ownerUrl: loaded }] = [await testDatabase(), await testDatabase()]

/** What differs each time a world is built: ids, moments, and the hashes of random tokens. Days stay. */
const changing =
  /[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d[ T](?!00:00:00)[\d:.]+(?:Z|\+00(?::00)?)|\b[0-9a-f]{64}\b|x[0-9a-f]{64}\b/g
const masked = (text: string) => text.replaceAll(changing, '…')

async function contents(url: string): Promise<Record<string, string[]>> {
  const sql = postgres(url, { max: 1, connection: { TimeZone: 'UTC' } })
  try {
    const tables = await sql<{ name: string }[]>`
      SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_prisma%'`
    const found: Record<string, string[]> = {}
    for (const { name } of tables) {
      const rows = await sql.unsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`)
      found[name] = rows.map(({ row }) => masked(row)).sort()
    }
    return found
  } finally {
    await sql.end()
  }
}

it('is table by table what a built one is', async () => {
  const worlds: World[] = [await buildWorld(built), await createWorld(loaded)]
  const [one, other] = worlds.map((world) => JSON.parse(masked(JSON.stringify(world))))
  expect(other).toEqual(one)
  const [expected, found] = [await contents(built), await contents(loaded)]
  expect(Object.values(expected).flat().length).toBeGreaterThan(100)
  expect(found).toEqual(expected)
})
