import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { disconnect } from '#lib/db/client.ts'
import { appUrl as asApp, jobsUrl as asJobs } from '#scripts/migrations/app-login.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { cloneDatabase } from './clone.ts'
import { appPassword, jobsPassword, templateName } from './global-setup.ts'

export type TestDatabase = {
  /** Superuser: passes row-level security; for arranging and for looking at what really happened. */
  ownerUrl: string
  /** The app's login, a member of `stepwise_app` only. */
  appUrl: string
  /** The login of the jobs, a member of `stepwise_jobs` only. */
  jobsUrl: string
}

/**
 * A migrated, empty database of the calling test file's own. `lib/db` uses it from now on; it is dropped after the
 * file's last test. Call it at the top of the file: `const db = await testDatabase()`. Another template is not empty.
 */
export async function testDatabase(template = templateName): Promise<TestDatabase> {
  const cluster = inject('clusterUrl')
  const name = `t_${randomBytes(8).toString('hex')}`
  await cloneDatabase(cluster, name, template)
  const url = new URL(cluster)
  url.pathname = `/${name}`
  const ownerUrl = url.toString()
  const before = { ...process.env }
  const appUrl = asApp(ownerUrl, appPassword)
  const jobsUrl = asJobs(ownerUrl, jobsPassword)
  await disconnect()
  process.env.DATABASE_URL = appUrl
  process.env.STEPWISE_JOBS_DATABASE_URL = jobsUrl
  process.env.DATABASE_OWNER_URL = ownerUrl
  afterAll(async () => {
    await disconnect()
    // What a file sets in the environment ends with it: the next one may run in the same process.
    for (const key of Object.keys(process.env)) if (!(key in before)) delete process.env[key]
    Object.assign(process.env, before)
    await runSql(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  })
  return { ownerUrl, appUrl, jobsUrl }
}
