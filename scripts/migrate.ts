import { appLogin, ensureAppLogin } from './migrations/app-login.ts'
import { applyMigrations } from './migrations/engine.ts'

// npm run db:migrate: brings the database of DATABASE_OWNER_URL (or DATABASE_URL) up to date. With STEPWISE_APP_PASSWORD it
// also makes the login of the running app, which has the powers of `stepwise_app` and `stepwise_jobs` and no others.

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
    await ensureAppLogin(url, appPassword)
    console.log(`The app signs in as ${appLogin}.`)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
