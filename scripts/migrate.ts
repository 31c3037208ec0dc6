import { applyMigrations } from './migrations/engine.ts'

// npm run db:migrate: brings the database of DATABASE_OWNER_URL (or DATABASE_URL) up to date.

const url = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL
if (!url) {
  console.error('Set DATABASE_OWNER_URL (or DATABASE_URL) to the database that should be migrated.')
  process.exit(2)
}
try {
  const applied = await applyMigrations(url)
  console.log(applied.length === 0 ? 'The database is current.' : `Applied: ${applied.join(', ')}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
