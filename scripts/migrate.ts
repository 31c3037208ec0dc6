import { appLogin, ensureAppLogin, jobsLogin } from './migrations/app-login.ts'
import { applyMigrations } from './migrations/engine.ts'

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
  console.log(applied.length === 0 ? 'The database is current.' : `Applied: ${applied.join(', ')}`)
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
