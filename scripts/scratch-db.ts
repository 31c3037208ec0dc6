import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { ensureAppLogin } from './migrations/app-login.ts'
import { applyMigrations } from './migrations/engine.ts'
import { startCluster } from './postgres/cluster.ts'

// npm run db:scratch -- NAME   makes (anew) the database NAME from the migrations, on one throwaway cluster that all
// working copies of this machine share, and prints its addresses as shell exports.

const home = process.env.STEPWISE_SCRATCH_DIR ?? join(tmpdir(), 'stepwise-scratch')
const password = 'scratch'

async function ownerUrl(): Promise<(database: string) => string> {
  mkdirSync(home, { recursive: true, mode: 0o755 })
  const portFile = join(home, 'port')
  const at = (port: string) => (database: string) =>
    `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
  if (existsSync(portFile)) {
    const url = at(readFileSync(portFile, 'utf8').trim())
    if (await answers(url('postgres'))) return url
  }
  const cluster = await startCluster({
    dataDir: join(home, 'postgres'),
    password,
    durable: false,
    keepRunning: true,
  })
  writeFileSync(portFile, String(cluster.port))
  return cluster.ownerUrl
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** One at a time: two callers must not both start the cluster or create the same roles. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  const lock = `${home}.lock`
  for (let tries = 0; ; tries += 1) {
    try {
      mkdirSync(lock)
      break
    } catch {
      if (tries > 300)
        throw new Error(`Somebody holds ${lock}; remove it if nobody is starting a scratch database.`)
      await pause(100)
    }
  }
  try {
    return await work()
  } finally {
    rmdirSync(lock)
  }
}

const name = process.argv[2]
if (!name || !/^[a-z][a-z0-9_]{0,40}$/.test(name)) {
  console.error('Usage: npm run db:scratch -- NAME   (small letters, digits, _)')
  process.exit(2)
}

await alone(async () => {
  const url = await ownerUrl()
  const admin = new pg.Client({ connectionString: url('postgres') })
  await admin.connect()
  await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  await admin.query(`CREATE DATABASE "${name}" TEMPLATE template0`)
  await admin.end()
  await applyMigrations(url(name))
  const app = await ensureAppLogin(url(name), password)
  console.log(`export DATABASE_URL='${app}'`)
  console.log(`export DATABASE_OWNER_URL='${url(name)}'`)
})
