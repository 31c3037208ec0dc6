import { resolve } from 'node:path'
import { applyMigrations } from '../migrations/engine.ts'
import { runSql } from '../postgres/sql.ts'
import { watchCluster } from '../postgres/watch.ts'
import { buildApp, distDir } from '../process/build.ts'
import { generateClient } from '../process/generate.ts'
import { type Server, serve } from '../process/serve.ts'
import { fillWhenEmpty, loadDemo, needsDemo } from './demo.ts'
import { serveDevelopment } from './development.ts'
import { claimDataDir, type Embedded, startEmbedded } from './embedded.ts'
import { claimPort, isRefusedByBrowsers } from './port.ts'
import { Refusal, step } from './steps.ts'

// npm start [dev]: everything between a fresh clone and an address that answers.

const isDevelopment = process.argv[2] === 'dev'
const host = process.env.HOST || '127.0.0.1'
const undo: (() => Promise<void> | void)[] = []
let isStopping = false

async function stop(code: number): Promise<never> {
  if (!isStopping) {
    isStopping = true
    for (const work of undo.reverse()) await work()
    process.exit(code)
  }
  return new Promise(() => undefined)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!isStopping) console.log('Stopping …')
    void stop(0)
  })
}
process.on('disconnect', () => void stop(0))

/** With DATABASE_URL that database is migrated and nothing else; without it the embedded one is started and filled. */
async function prepareDatabase(): Promise<Embedded | undefined> {
  const own = process.env.DATABASE_URL
  if (own) {
    await step('Database migrated', () => applyMigrations(process.env.DATABASE_OWNER_URL ?? own))
    return undefined
  }
  const dataDir = resolve(process.env.STEPWISE_DATA_DIR ?? '.data')
  undo.push(claimDataDir(dataDir))
  const embedded = await startEmbedded(dataDir)
  undo.push(() => embedded.cluster.stop())
  const demo = await loadDemo()
  if (demo && (await needsDemo(embedded.ownerUrl, dataDir))) {
    const ending = new AbortController()
    const filled = step('Demo clinic filled', () =>
      fillWhenEmpty(embedded.ownerUrl, dataDir, (url) =>
        demo.seedDemo(url, undefined, undefined, ending.signal),
      ),
    )
    // What was begun is taken away before the database stops.
    undo.push(async () => {
      ending.abort()
      await filled.catch(() => undefined)
    })
    await filled
  }
  undo.push(watchCluster(embedded.cluster, () => void stop(1)))
  return embedded
}

/** An address that names the owner serves as well: each connection begins as the role whose rows it shall see. */
async function ownLogins({ DATABASE_URL: url = '', STEPWISE_JOBS_DATABASE_URL: jobs }: NodeJS.ProcessEnv) {
  const [login] = await runSql<{ role: string }>(url, 'SELECT current_user AS role')
  if (login?.role === 'stepwise_app') return {}
  const [pages, ownJobs] = [beginningAs(url, 'stepwise_app'), beginningAs(url, 'stepwise_jobs')]
  await Promise.all([pages, ownJobs].map((address) => runSql(address, 'SELECT'))).catch(() => {
    throw new Refusal(
      'The login of DATABASE_URL may not act as stepwise_app. Set DATABASE_OWNER_URL to it, run npm run db:migrate with STEPWISE_APP_PASSWORD and STEPWISE_JOBS_PASSWORD, and name stepwise_web in DATABASE_URL.',
    )
  })
  return { DATABASE_URL: pages, STEPWISE_JOBS_DATABASE_URL: jobs ?? ownJobs }
}

function beginningAs(address: string, role: string): string {
  const url = new URL(address)
  const said = url.searchParams.get('options')
  url.searchParams.set('options', `${said ? `${said} ` : ''}-c role=${role}`)
  return url.href
}

/** Without a STEPWISE_URL of its own, whatever name people open it by is right: the server goes by what was asked. */
async function serverEnv(embedded: Embedded | undefined): Promise<NodeJS.ProcessEnv> {
  const { DATABASE_OWNER_URL: _owner, ...env } = process.env
  if (!embedded) return { ...env, ...(await ownLogins(env)) }
  const { authSecret, actionKey } = embedded.secrets
  return {
    AUTH_SECRET: authSecret,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionKey,
    STEPWISE_JOBS_DATABASE_URL: embedded.jobsUrl,
    ...env,
    DATABASE_URL: embedded.appUrl,
  }
}

async function announce(server: Server, embedded: Embedded | undefined): Promise<void> {
  console.log(`\nStepwise is ready: ${server.url}`)
  if (await isRefusedByBrowsers(server.url))
    console.log(
      'Browsers do not open this port by themselves: set PORT to another one, or put a proxy in front.',
    )
  const demo = embedded ? await loadDemo() : undefined
  if (demo) {
    console.log('\nDemo sign-ins (everybody knows them: keep this to your own machine)')
    for (const { role, email, password } of demo.demoSignIns) {
      console.log(`  ${role.padEnd(10)} ${email.padEnd(34)} ${password}`)
    }
  }
  if (!process.env.SMTP_URL) {
    console.log('\nNo SMTP_URL: mail is not sent. An admin reads it in the app under Outbox.')
  }
  console.log('\nCtrl-C stops everything.')
}

async function main(): Promise<void> {
  const port = await claimPort(host, process.env.PORT)
  // The demo clinic is filled with it, before anything is built.
  await generateClient()
  const embedded = await prepareDatabase()
  const env = await serverEnv(embedded)
  if (!isDevelopment) {
    const begun = performance.now()
    const built = await buildApp()
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    console.log(`${(built ? 'Built' : 'Build is current').padEnd(40)} ${seconds.padStart(6)} s`)
  }
  const server = await step('Server started', () =>
    isDevelopment ? serveDevelopment(host, port, env) : serve({ dist: distDir(), host, port, env }),
  )
  undo.push(() => server.stop())
  await announce(server, embedded)
  const code = await server.ended
  if (!isStopping) {
    console.error('The server has ended; stopping.')
    await stop(code === 0 ? 1 : code)
  }
}

try {
  await main()
} catch (error) {
  if (!isStopping) {
    const words = error instanceof Refusal || !process.env.STEPWISE_DEBUG ? (error as Error).message : error
    console.error(words)
  }
  await stop(1)
}
