import { afterEach, expect, test } from 'vitest'
import { GET as ready } from '#app/api/ready/route.ts'
import { isNewer, watchForNewer } from '#lib/db/newer.ts'
import { stateProblems } from '#lib/db/start-check.ts'
import { databaseState } from '#lib/db/state.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { testDatabase } from '#tests/support/database.ts'

const { ownerUrl } = await testDatabase()

afterEach(() =>
  runSql(ownerUrl, 'UPDATE _prisma_migrations SET finished_at = started_at WHERE finished_at IS NULL'),
)

test('a migrated database is current, and the throwaway one is known to be unsafe', async () => {
  const unsafe = ['fsync', 'full_page_writes']
  expect(await databaseState()).toEqual({ missing: [], unknown: [], unsafe, broken: [] })
  expect((await ready()).status).toBe(200)
})

test('a migration that never finished counts as missing, and the server is not ready', async () => {
  const [last] = await runSql<{ migration_name: string }>(
    ownerUrl,
    `UPDATE _prisma_migrations SET finished_at = NULL
     WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations) RETURNING migration_name`,
  )
  expect((await databaseState()).missing).toEqual([last?.migration_name])
  const response = await ready()
  expect(response.status).toBe(503)
  expect(await response.json()).toEqual({ status: 'migrations behind' })
})

test('a migration of a newer build is named, and a server of this one is not ready', async () => {
  const newer = '29990101000000_newer'
  await runSql(
    ownerUrl,
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('newer', '', '${newer}', now())`,
  )
  expect(await databaseState()).toMatchObject({ missing: [], unknown: [newer] })
  const response = await ready()
  expect(response.status).toBe(503)
  expect(await response.json()).toEqual({ status: 'the database is newer than this server' })
  expect(isNewer()).toBe(false)
  await new Promise<void>((stopped) => watchForNewer(stopped, 20))
  await runSql(ownerUrl, `DELETE FROM _prisma_migrations WHERE id = 'newer'`)
  expect(isNewer()).toBe(true)
})

test('a database that was never migrated lacks every migration', async () => {
  const call = (from: string, to: string) => runSql(ownerUrl, `ALTER TABLE ${from} RENAME TO ${to}`)
  await call('_prisma_migrations', 'elsewhere')
  const { missing, unknown } = await databaseState().finally(() => call('elsewhere', '_prisma_migrations'))
  expect(missing.length).toBeGreaterThan(50)
  expect(unknown).toEqual([])
})

test('the login of the app can read the list of migrations and change nothing in it', async () => {
  const app = process.env.DATABASE_URL ?? ''
  await expect(runSql(app, 'DELETE FROM _prisma_migrations')).rejects.toThrow(/permission denied/)
})

test('a table or a function that lost its lock is named, and no server starts on it', async () => {
  const breaks = [
    ['ALTER TABLE "Case" NO FORCE ROW LEVEL SECURITY', 'row-level security is not forced on Case'],
    ['DROP POLICY tenant ON "Note"', 'policies are missing on Note'],
    ['DROP POLICY maintenance ON "Clinic"', 'policies are missing on Clinic'],
    ['REVOKE ALL ON "Alert" FROM stepwise_maintenance', 'grants are missing on Alert'],
    ['ALTER FUNCTION own_pauses() OWNER TO postgres', 'another than stepwise_definer owns own_pauses'],
    [
      `DO $$ DECLARE p record; BEGIN FOR p IN SELECT * FROM pg_policies WHERE schemaname = 'public' AND roles = '{stepwise_jobs}'
         LOOP EXECUTE format('DROP POLICY %I ON %I', p.policyname, p.tablename); END LOOP; END $$`,
      'no policy names stepwise_jobs',
    ],
  ] as const
  for (const [statement] of breaks) await runSql(ownerUrl, statement)
  const [problem] = stateProblems(await databaseState(), { STEPWISE_ALLOW_UNSAFE_DATABASE: '1' })
  for (const [, words] of breaks.filter(([, words]) => !words.startsWith('policies')))
    expect(problem).toContain(words)
  expect(problem).toContain('policies are missing on Clinic, Note')
  expect(problem).toContain('docs/operations.md')
})
