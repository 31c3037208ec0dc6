import { prepareRestore } from './migrations/roles.ts'

// npm run db:roles: makes the roles that a backup names, before it is restored into the new database of DATABASE_OWNER_URL.

const url = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL
if (!url) {
  console.error('Set DATABASE_OWNER_URL (or DATABASE_URL) to the new, empty database.')
  process.exit(2)
}
try {
  await prepareRestore(url)
  console.log('The roles are there. Restore the backup into this database now, then run: npm run db:migrate')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
