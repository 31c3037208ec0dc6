import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cluster, startCluster, throwawayDir } from '#scripts/postgres/cluster.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { startServer } from '#tests/support/server.ts'
import { sessionCookie } from '#tests/support/session-cookie.ts'
import { buildWorld } from '#tests/support/world.ts'
import { pictureOf } from './picture.ts'
import { findTools, type Tools } from './postgres-tools.ts'
import { judge } from './stage.ts'

// npm run trial:restore   backs a database up with pg_dump, restores it into another cluster as docs/operations.md says, and
// compares every row, policy and grant; then the server is started on it. Once as a superuser, once as an owner who is none.
// A backup that is restored without its roles has to be refused.

const tools = findTools()
if (typeof tools === 'string') {
  console.error(tools)
  process.exit(2)
}
const password = 'trial-owner'
const misses: string[] = []
const folder = mkdtempSync(join(tmpdir(), 'stepwise-restore-'))
chmodSync(folder, 0o700)
let output = ''

console.log(`pg_dump ${tools.version}, its own server: ${tools.server ? 'yes' : 'no, that of npm'}`)
try {
  await trial('superuser', 'postgres', [], tools)
  await trial('owner', 'clinic', ['--role=stepwise_maintenance', '--enable-row-security'], tools)
  judge(misses, output)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function trial(name: string, login: string, options: string[], { run }: Tools): Promise<void> {
  const from = await machine('from')
  const to = await machine('to')
  try {
    const source = await newDatabase(from, name, login)
    must(npm('db:migrate', source), `${name}: the first migration`)
    await buildWorld(from.ownerUrl(name))
    await runSql(from.ownerUrl(name), `SELECT graphile_worker.add_job('mail')`)
    const before = await pictureOf(from.ownerUrl(name))
    const file = join(folder, `${name}.dump`)
    must(run('pg_dump', ['-Fc', ...options, '-f', file, source]), `${name}: pg_dump`)

    const hasty = await newDatabase(to, 'hasty', login)
    if (!run('pg_restore', ['-d', hasty, file]).failed)
      misses.push(`${name}: restored without roles, unnoticed`)
    const refused = npm('db:migrate', hasty)
    if (!refused.failed) misses.push(`${name}: db:migrate says all is well of a database without its locks`)

    const target = await newDatabase(to, name, login)
    await runSql(to.ownerUrl('postgres'), 'DROP DATABASE hasty')
    must(npm('db:roles', target), `${name}: db:roles`)
    const args = ['--exit-on-error', '--single-transaction', '-d', target, file]
    must(run('pg_restore', args), `${name}: pg_restore`)
    const passwords = { STEPWISE_APP_PASSWORD: 'trial-web', STEPWISE_JOBS_PASSWORD: 'trial-worker' }
    // Twice, as by each upgrade: the logins are made, and get their passwords anew.
    for (const which of ['first', 'second'])
      must(npm('db:migrate', target, passwords), `${name}: the ${which} db:migrate`)
    const after = await pictureOf(to.ownerUrl(name))
    const missing = before.filter((line) => !after.includes(line))
    const added = after.filter((line) => !before.includes(line))
    for (const line of [...missing.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`)].slice(
      0,
      20,
    ))
      misses.push(`${name}: ${line}`)
    console.log(`${name}: ${before.length} facts before, ${after.length} after, ${missing.length} differ`)
    await serves(name, target)
  } finally {
    await from.stop()
    await to.stop()
  }
}

function must({ failed, said }: { failed: boolean; said: string }, what: string): void {
  if (failed) throw new Error(`${what} failed:\n${said}`)
}

function machine(name: string): Promise<Cluster> {
  const { server } = tools as Tools
  const dataDir = throwawayDir(`restore-${name}`)
  const options = { dataDir, password, durable: false, throwaway: true }
  return startCluster(server ? { ...options, binaries: server } : options)
}

/** An empty database of this login, which is made where it is missing and may then make roles and no more. */
async function newDatabase(cluster: Cluster, name: string, login: string): Promise<string> {
  const admin = cluster.ownerUrl('postgres')
  const there = await runSql(admin, `SELECT FROM pg_roles WHERE rolname = '${login}'`)
  if (there.length === 0) await runSql(admin, `CREATE ROLE ${login} LOGIN CREATEROLE PASSWORD '${password}'`)
  await runSql(admin, `CREATE DATABASE ${name} TEMPLATE template0 OWNER ${login}`)
  return as(login, password, cluster.ownerUrl(name))
}

function as(username: string, password: string, url: string): string {
  return Object.assign(new URL(url), { username, password }).toString()
}

function npm(
  script: 'db:migrate' | 'db:roles',
  ownerUrl: string,
  more: Record<string, string> = {},
): { failed: boolean; said: string } {
  const env = { ...process.env, DATABASE_OWNER_URL: ownerUrl, ...more }
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], { env, encoding: 'utf8' })
  return { failed: status !== 0, said: `${stdout}${stderr}`.trim() }
}

/** Whoever was signed in before reads her caseload. */
async function serves(name: string, ownerUrl: string): Promise<void> {
  const secret = randomBytes(33).toString('base64')
  const server = await startServer(as('stepwise_web', 'trial-web', ownerUrl), {
    AUTH_SECRET: secret,
    STEPWISE_JOBS_DATABASE_URL: as('stepwise_worker', 'trial-worker', ownerUrl),
  })
  try {
    const ready = await fetch(`${server.url}/api/ready`)
    const cookie = await sessionCookie('session-ONE-physioA', secret)
    const page = await fetch(`${server.url}/caseload`, { headers: { cookie }, redirect: 'manual' })
    const read = await page.text()
    if (ready.status !== 200) misses.push(`${name}: /api/ready answers ${ready.status}`)
    if (page.status !== 200 || !read.includes('ONE'))
      misses.push(`${name}: the caseload answers ${page.status}`)
    console.log(`${name}: ready ${ready.status}, caseload ${page.status}, ${read.length} characters`)
  } finally {
    await server.stop()
    output += server.output()
  }
}
