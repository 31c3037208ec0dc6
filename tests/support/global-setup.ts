import type { TestProject } from 'vitest/node'
import { ensureAppLogin } from '#scripts/migrations/app-login.ts'
import { applyMigrations } from '#scripts/migrations/engine.ts'
import { startCluster, throwawayDir } from '#scripts/postgres/cluster.ts'
import { runSql } from '#scripts/postgres/sql.ts'

export const templateName = 'stepwise_template'
/** The same with the demo clinic, as it was seeded: there in runs with a browser. */
export const demoTemplate = 'stepwise_demo'
export const appPassword = 'test-app-login'
export const jobsPassword = 'test-jobs-login'

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's address of the cluster's `postgres` database. */
    clusterUrl: string
  }
}

type Cluster = Awaited<ReturnType<typeof startCluster>>

// Several projects in one run share the cluster; each loads this file anew, so it is kept on the process.
const keep = globalThis as typeof globalThis & {
  stepwiseTests?: { cluster: Promise<Cluster>; users: number }
}

/** One throwaway cluster a project; the migrations are applied once, and every test file clones the result. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  keep.stepwiseTests ??= { cluster: startMigrated(), users: 0 }
  const shared = keep.stepwiseTests
  shared.users += 1
  const cluster = await shared.cluster
  project.provide('clusterUrl', cluster.ownerUrl('postgres'))
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    delete keep.stepwiseTests
    await cluster.stop()
  }
}

async function startMigrated(): Promise<Cluster> {
  const cluster = await startCluster({
    dataDir: throwawayDir('tests'),
    password: 'test-owner',
    durable: false,
    throwaway: true,
  })
  await runSql(cluster.ownerUrl('postgres'), `CREATE DATABASE ${templateName} TEMPLATE template0`)
  await applyMigrations(cluster.ownerUrl(templateName))
  await ensureAppLogin(cluster.ownerUrl(templateName), appPassword, jobsPassword)
  return cluster
}
