import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureAppLogin, jobsUrl } from '../migrations/app-login.ts'
import { applyMigrations } from '../migrations/engine.ts'
import { type Cluster, startCluster } from '../postgres/cluster.ts'
import { runSql } from '../postgres/sql.ts'
import { tryLock } from '../process/lock.ts'
import { readSecrets, type Secrets } from './secrets.ts'
import { Refusal, step } from './steps.ts'

const database = 'stepwise'

export type Embedded = {
  cluster: Cluster
  ownerUrl: string
  appUrl: string
  jobsUrl: string
  secrets: Secrets
}

/** Holds the data folder for this process alone. */
export function claimDataDir(dataDir: string): () => void {
  // PostgreSQL may run as another user, who must be able to walk through to its own folder. One that was there before is
  // somebody's: of that only the way through is opened, and only where it is needed.
  if (mkdirSync(dataDir, { recursive: true })) chmodSync(dataDir, 0o711)
  else if (process.getuid?.() === 0) chmodSync(dataDir, statSync(dataDir).mode | 0o011)
  const release = tryLock(join(dataDir, 'lock'))
  if (!release) {
    throw new Refusal(
      `Stepwise is already running on ${dataDir}. Stop it first, or set STEPWISE_DATA_DIR to another folder.`,
    )
  }
  return release
}

/** Starts the PostgreSQL of the data folder, migrates it, and gives the app a login without powers. */
export async function startEmbedded(dataDir: string): Promise<Embedded> {
  const secrets = readSecrets(dataDir)
  const cluster = await step('Database started', async () => {
    const started = await startCluster({
      dataDir: join(dataDir, 'postgres'),
      password: secrets.ownerPassword,
      durable: true,
    })
    writeFileSync(join(dataDir, 'port'), `${started.port}\n`)
    return started
  })
  try {
    const ownerUrl = cluster.ownerUrl(database)
    const [found] = await runSql<{ present: boolean }>(
      cluster.ownerUrl('postgres'),
      `SELECT EXISTS (SELECT FROM pg_database WHERE datname = '${database}') AS present`,
    )
    if (!found?.present) {
      await runSql(cluster.ownerUrl('postgres'), `CREATE DATABASE ${database} TEMPLATE template0`)
    }
    // Of this start alone: nobody but the server that it starts needs it.
    const jobsPassword = randomBytes(24).toString('base64url')
    const appUrl = await step('Database migrated', async () => {
      await applyMigrations(ownerUrl)
      return ensureAppLogin(ownerUrl, secrets.appPassword, jobsPassword)
    })
    return { cluster, ownerUrl, appUrl, jobsUrl: jobsUrl(ownerUrl, jobsPassword), secrets }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}
