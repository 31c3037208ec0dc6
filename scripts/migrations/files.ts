import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MigrationList } from '@prisma/schema-engine-wasm'

export const migrationsDir = join('prisma', 'migrations')
const schemaDir = join('prisma', 'schema')

export type SchemaFile = { path: string; content: string }

/** All `.prisma` files of the schema folder, in a stable order. */
export function readSchema(root = process.cwd()): SchemaFile[] {
  const dir = join(root, schemaDir)
  return readdirSync(dir)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: join(dir, name), content: readFileSync(join(dir, name), 'utf8') }))
}

/** The migrations as Prisma's schema engine wants them. */
export function readMigrations(root = process.cwd()): MigrationList {
  const baseDir = join(root, migrationsDir)
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: names.map((path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(baseDir, path, 'migration.sql'), 'utf8') },
      },
    })),
  }
}
