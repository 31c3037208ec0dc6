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

const namesIn = (baseDir: string): string[] =>
  readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

const stampOf = (at: Date): string => at.toISOString().replace(/\D/g, '').slice(0, 14)

/** What the name of a new migration begins with: the time, but never one that sorts before a migration that is there. */
export function nextStamp(now: Date, root = process.cwd()): string {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(namesIn(join(root, migrationsDir)).at(-1) ?? '') ?? []
  const last = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return stampOf(new Date(Math.max(now.getTime(), (last || 0) + 1000)))
}

/** The migrations as Prisma's schema engine wants them. */
export function readMigrations(root = process.cwd()): MigrationList {
  const baseDir = join(root, migrationsDir)
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: namesIn(baseDir).map((path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(baseDir, path, 'migration.sql'), 'utf8') },
      },
    })),
  }
}
