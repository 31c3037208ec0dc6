import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sqlState } from './as-actor.ts'
import { jobsPrisma, prisma } from './client.ts'
import { type BrokenLock, brokenLocks, type LockRow, locksSql, loginSql, powersSql } from './locks.ts'

export type MigrationState = {
  /** Migrations that this build brings and the database lacks, oldest first. */
  missing: string[]
  /** Migrations that the database has and this build does not know, oldest first: a newer build's. */
  unknown: string[]
}

export type DatabaseState = MigrationState & {
  /** Settings that are off and would lose what was acknowledged. */
  unsafe: string[]
  /** What would let nobody in, or the wrong ones, though every migration is there. */
  broken: BrokenLock[]
  /** What the server's logins may beyond their role, in words. */
  powers: string[]
}

const needed = ['fsync', 'full_page_writes']

/** What the database is like. Throws when it cannot be reached. */
export async function databaseState(): Promise<DatabaseState> {
  const [settings, migrations, broken, powers, jobs] = await Promise.all([
    prisma().$queryRaw<{ name: string; setting: string }[]>`
      SELECT name, setting FROM pg_settings WHERE name = ANY(${needed})`,
    migrationState(),
    locksBroken(),
    prisma().$queryRawUnsafe<{ name: string; how: string }[]>(powersSql),
    jobsLogin(),
  ])
  return {
    ...migrations,
    unsafe: settings.filter((row) => row.setting === 'off').map((row) => row.name),
    broken: [...broken, ...brokenLocks(jobs, [])],
    powers: powers.map(({ name, how }) => `${name} ${how}`),
  }
}

/** Of the login of the jobs. A server starts without them, and says so in its log (lib/jobs). */
const jobsLogin = async (): Promise<LockRow[]> =>
  jobsPrisma() === prisma()
    ? []
    : jobsPrisma()
        .$queryRawUnsafe<LockRow[]>(loginSql('stepwise_jobs'))
        .catch(() => [])

/** What does not hold of the locks and of the login that pages ask with, in one statement. Throws when the database cannot be reached. */
async function locksBroken(): Promise<BrokenLock[]> {
  const sql = `${locksSql} UNION ALL ${loginSql('stepwise_app')}`
  return brokenLocks(await prisma().$queryRawUnsafe<LockRow[]>(sql))
}

/** How long an answer about the locks is believed. */
const BELIEVED_MS = 10_000
let lastLook: { at: number; whole: Promise<boolean> } | undefined

/** Whether the locks hold, looked at every few seconds at most. Throws when the database cannot be reached. */
export async function locksAreWhole(now = Date.now()): Promise<boolean> {
  if (!lastLook || Math.abs(now - lastLook.at) > BELIEVED_MS) {
    const whole = locksBroken().then((broken) => broken.length === 0)
    lastLook = { at: now, whole }
    whole.catch(() => {
      lastLook = undefined
    })
  }
  return lastLook.whole
}

/** How the database's migrations compare to this build's, in one statement. Throws when it cannot be reached. */
export async function migrationState(): Promise<MigrationState> {
  const applied = await appliedMigrations()
  const expected = expectedMigrations()
  return {
    missing: expected.filter((name) => !applied.has(name)),
    unknown: [...applied].filter((name) => !expected.includes(name)).sort(),
  }
}

/** The names of the migrations that come with this build. */
function expectedMigrations(root = process.cwd()): string[] {
  return readdirSync(join(root, 'prisma', 'migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

async function appliedMigrations(): Promise<Set<string>> {
  try {
    const rows = await prisma().$queryRaw<{ migration_name: string }[]>`
      SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`
    return new Set(rows.map((row) => row.migration_name))
  } catch (error) {
    // No such table: nothing was ever migrated.
    if (sqlState(error) === '42P01') return new Set()
    throw error
  }
}
