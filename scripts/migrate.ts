import { brokenLocks, brokenLocksInWords, type LockRow, locksSql } from '#lib/db/locks.ts'
import { appLogin, ensureAppLogin, jobsLogin } from './migrations/app-login.ts'
import { applyMigrations } from './migrations/engine.ts'
import { backupOptions } from './migrations/roles.ts'
import { runSql } from './postgres/sql.ts'

// npm run db:migrate: brings the database of DATABASE_OWNER_URL (or DATABASE_URL) up to date. With STEPWISE_APP_PASSWORD it
// also makes the login of the running app, which has the powers of `stepwise_app` and no others; with STEPWISE_JOBS_PASSWORD
// besides, that of its jobs. Without that one the app's login has the powers of `stepwise_jobs` as well.

const url = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL
if (!url) {
  console.error('Set DATABASE_OWNER_URL (or DATABASE_URL) to the database that should be migrated.')
  process.exit(2)
}
try {
  const applied = await applyMigrations(url)
  if (applied.length > 0) console.log(`Applied: ${applied.join(', ')}`)
  const broken = brokenLocksInWords(brokenLocks(await runSql<LockRow>(url, locksSql)))
  if (broken) throw new Error(broken)
  if (applied.length === 0) console.log('The database is current.')
  const options = await backupOptions(url)
  if (options) console.log(`This login backs up with: pg_dump -Fc ${options}`)
  const appPassword = process.env.STEPWISE_APP_PASSWORD
  if (appPassword) {
    const jobsPassword = process.env.STEPWISE_JOBS_PASSWORD
    await ensureAppLogin(url, appPassword, jobsPassword)
    console.log(`The app signs in as ${appLogin}.`)
    if (jobsPassword)
      console.log(`Its jobs sign in as ${jobsLogin}: STEPWISE_JOBS_DATABASE_URL has to name that login.`)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
