import { afterEach, expect, test, vi } from 'vitest'
import { GET as ready } from '#app/api/ready/route.ts'
import {
  brokenLocks,
  brokenLocksInWords,
  expectedLocks,
  type LockRow,
  locksSql,
  loginSql,
  powersSql,
} from '#lib/db/locks.ts'
import { isNewer, watchForNewer } from '#lib/db/newer.ts'
import { stateProblems, stateWarnings } from '#lib/db/start-check.ts'
import { databaseState } from '#lib/db/state.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { testDatabase } from '#tests/support/database.ts'

const { ownerUrl, appUrl, jobsUrl } = await testDatabase()

afterEach(() =>
  runSql(ownerUrl, 'UPDATE _prisma_migrations SET finished_at = started_at WHERE finished_at IS NULL'),
)

test('a migrated database is current, and the throwaway one is known to be unsafe', async () => {
  const unsafe = ['fsync', 'full_page_writes']
  expect(await databaseState()).toEqual({ missing: [], unknown: [], unsafe, broken: [], powers: [] })
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

test('whatever lost its lock is named, no server starts on it, and one that runs is not ready', async () => {
  const breaks = [
    ['ALTER TABLE "Case" NO FORCE ROW LEVEL SECURITY', 'row-level security is not forced on Case'],
    ['DROP POLICY tenant ON "Note"', 'policies are missing or others: Note.tenant'],
    ['DROP POLICY maintenance ON "Clinic"', 'Clinic.maintenance'],
    ['CREATE POLICY everything ON "Note" USING (true)', 'no migration made the policy Note.everything'],
    ['DROP TRIGGER kept ON "AuditEvent"', 'triggers are missing or off: AuditEvent.kept'],
    ['ALTER TABLE "Review" DISABLE TRIGGER ALL', 'Review.kept'],
    [
      'REVOKE ALL ON "Alert" FROM stepwise_maintenance',
      'grants are missing or others: Alert to stepwise_maintenance',
    ],
    ['GRANT TRUNCATE ON "Note" TO stepwise_app', 'Note to stepwise_app'],
    ['GRANT SELECT ON "Note" TO PUBLIC', 'no migration made the grant Note to everybody'],
    [
      'ALTER FUNCTION own_pauses() OWNER TO postgres',
      'another than stepwise_definer owns them: own_pauses()',
    ],
  ] as const
  const said = async () => stateProblems(await databaseState(), { STEPWISE_ALLOW_UNSAFE_DATABASE: '1' })
  expect([await said(), (await ready()).status]).toEqual([[], 200])
  for (const [statement] of breaks) await runSql(ownerUrl, statement)
  const [problem] = stateProblems({ ...(await databaseState()), unsafe: [] }, {})
  expect(problem).toContain('docs/operations.md')
  const broken = brokenLocks(await runSql<LockRow>(ownerUrl, locksSql)).map(
    ({ what, name }) => `${what} ${name}`,
  )
  for (const [, words] of breaks) expect(broken.join('\n')).toContain(words)
  expect((await ready()).status).toBe(200)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 })
  const response = await ready().finally(() => vi.useRealTimers())
  expect([response.status, await response.json()]).toEqual([503, { status: 'locks missing' }])
})

test('a role that may more than the migrations gave it is named, and one that is not there', () => {
  const rows = expectedLocks().map((line): LockRow => {
    const [, kind = '', name = '', how = ''] = /^(\w+) (.*?): (.*)$/.exec(line) ?? []
    return { kind, name, how: name === 'stepwise_app' ? 'more powers' : how }
  })
  expect(brokenLocks(rows.filter(({ name }) => name !== 'stepwise_jobs'))).toEqual(
    ['stepwise_app', 'stepwise_jobs'].map((name) => ({
      what: 'roles are missing or have more powers:',
      name,
    })),
  )
})

test('an owner’s login is not one to serve with', async () => {
  const serving = async (role: 'stepwise_app' | 'stepwise_jobs', url: string) =>
    brokenLocks(await runSql<LockRow>(url, loginSql(role)), []).map(({ name }) => name)
  expect(await serving('stepwise_app', appUrl)).toEqual([])
  expect(await serving('stepwise_jobs', jobsUrl)).toEqual([])
  expect(await serving('stepwise_app', ownerUrl)).toEqual([
    'postgres is not stepwise_app from its first statement on',
  ])
  const asRole = `${ownerUrl}?options=-c%20role%3Dstepwise_app`
  expect(await serving('stepwise_app', asRole)).toEqual([])
  const login = brokenLocks(await runSql<LockRow>(ownerUrl, loginSql('stepwise_app')), [])
  expect(brokenLocksInWords(login)).toMatch(/^The database is not safe .* STEPWISE_APP_PASSWORD/)
  const powers = async (url: string) => runSql(url, powersSql)
  expect([await powers(appUrl), await powers(jobsUrl)]).toEqual([[], []])
  expect(await powers(asRole)).toEqual([
    { name: 'postgres', how: 'is above row-level security or makes roles' },
  ])
  const state = { powers: ['postgres may everything'] }
  expect(stateWarnings(state).join()).toContain('postgres may everything')
})
