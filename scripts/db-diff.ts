import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diffSchema } from './migrations/engine.ts'
import { migrationsDir, nextStamp } from './migrations/files.ts'
import { startCluster, throwawayDir } from './postgres/cluster.ts'

// npm run db:diff -- NAME: writes the migration that leads from the present migrations to the schema.

const name = process.argv[2]
if (!name || !/^[a-z][a-z0-9_]{1,60}$/.test(name)) {
  console.error('Usage: npm run db:diff NAME   (small letters, digits, _)')
  process.exit(2)
}
const cluster = await startCluster({
  dataDir: throwawayDir('diff'),
  password: 'diff',
  durable: false,
  throwaway: true,
})
try {
  const sql = await diffSchema(cluster.ownerUrl('postgres'))
  if (sql === '') {
    console.log('Schema and migrations agree; nothing to write.')
  } else {
    const stamp = nextStamp(new Date())
    const dir = join(migrationsDir, `${stamp}_${name}`)
    mkdirSync(dir)
    writeFileSync(join(dir, 'migration.sql'), `${sql}\n`)
    console.log(
      `Wrote ${join(dir, 'migration.sql')}. Read it before you commit it: add row-level security for new tables, and then its checksum (tests/architecture/migrations.test.ts).`,
    )
  }
} finally {
  await cluster.stop()
}
