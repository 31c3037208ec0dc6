import { randomBytes } from 'node:crypto'
import { ensureAppLogin } from '#scripts/migrations/app-login.ts'
import { applyMigrations } from '#scripts/migrations/engine.ts'
import { type Cluster, freePort, startCluster, throwawayDir } from '#scripts/postgres/cluster.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { buildApp } from '#scripts/process/build.ts'
import { type Server, serve } from '#scripts/process/serve.ts'
import { testDist } from '#tests/support/server.ts'
import { sessionCookie } from '#tests/support/session-cookie.ts'
import { buildWorld, type World } from '#tests/support/world.ts'

export type Stage = {
  cluster: Cluster
  ownerUrl: string
  /** Stays the same over restarts of the server. */
  url: string
  world: World
  cookie: (sessionToken: string) => Promise<string>
  killServer: () => Promise<void>
  startServer: () => Promise<void>
  /** What the server printed, without line breaks between its lives. */
  output: () => string
  close: () => Promise<void>
}

/** A durable cluster of its own (fsync on, as in a clinic), two clinics in it, and the production server before it. */
export async function openStage(name: string): Promise<Stage> {
  const dist = testDist()
  console.log(`Building into ${dist} …`)
  await buildApp(dist)
  const cluster = await startCluster({
    dataDir: throwawayDir(name),
    password: 'trial-owner',
    durable: true,
    throwaway: true,
  })
  try {
    await runSql(cluster.ownerUrl('postgres'), 'CREATE DATABASE trial TEMPLATE template0')
    const ownerUrl = cluster.ownerUrl('trial')
    await applyMigrations(ownerUrl)
    const databaseUrl = await ensureAppLogin(ownerUrl, 'trial-app-login')
    const world = await buildWorld(ownerUrl)
    const port = await freePort()
    const secret = randomBytes(33).toString('base64')
    const env = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: secret,
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      STEPWISE_URL: `http://127.0.0.1:${port}`,
      SMTP_URL: '',
    }
    let said = ''
    const onOutput = (text: string) => {
      said += text
    }
    const start = (): Promise<Server> => serve({ dist, host: '127.0.0.1', port, env, onOutput })
    let server = await start()
    return {
      cluster,
      ownerUrl,
      url: server.url,
      world,
      cookie: (sessionToken) => sessionCookie(sessionToken, secret),
      killServer: async () => {
        server.child.kill('SIGKILL')
        await server.ended
      },
      startServer: async () => {
        server = await start()
      },
      output: () => said,
      close: async () => {
        await server.stop()
        await cluster.stop()
      },
    }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

/** Counts by name, for the figures at the end. */
export class Tally {
  readonly counts = new Map<string, number>()
  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
  }
  of(name: string): number {
    return this.counts.get(name) ?? 0
  }
  /** `201: 1,204, 503: 12`, most frequent first. */
  toString(): string {
    const sorted = [...this.counts].sort((a, b) => b[1] - a[1])
    return sorted.map(([name, n]) => `${name}: ${n.toLocaleString('en')}`).join(', ') || 'none'
  }
}

/** Prints what was missed, with the server's own account of its faults, and sets the exit code. */
export function judge(misses: string[], output: string): void {
  const faults = output.split('\n').filter((line) => line.includes('"fault"') || line.includes('⨯'))
  if (misses.length > 0) for (const line of new Set(faults.slice(-20))) console.error(line)
  for (const miss of misses) console.error(`MISSED: ${miss}`)
  console.log(misses.length === 0 ? 'Passed.' : `Failed: ${misses.length} of the demands missed.`)
  if (misses.length > 0) process.exitCode = 1
}
